package io.wasmrunner.core.run;

import io.wasmrunner.sandbox.io.GuestInterruptedException;
import io.wasmrunner.sandbox.io.HostStream;
import java.util.concurrent.CountDownLatch;

/** An input on which nothing ever comes; one that is not {@code interruptible} waits on whatever happens. */
final class SilentStream implements HostStream {
    private final boolean interruptible;
    private final CountDownLatch closed = new CountDownLatch(1);

    SilentStream(boolean interruptible) {
        this.interruptible = interruptible;
    }

    @Override
    public Kind kind() {
        return Kind.PIPE;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        while (true) {
            try {
                closed.await();
                return 0;
            } catch (InterruptedException e) {
                if (interruptible) {
                    throw new GuestInterruptedException();
                }
            }
        }
    }

    @Override
    public int write(byte[] from, int offset, int length) {
        return length;
    }

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public boolean readable() {
        return false;
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public long available() {
        return 0;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
