package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads an InputStream on a thread of its own, a block at a time and only when asked: such a read cannot be interrupted,
 * waiting for its result can.
 */
final class PortableInput extends PortableStream {
    private static final int BLOCK = 1 << 16;
    private static final byte[] END = new byte[0];

    private final InputStream stream;
    private byte @Nullable [] block;
    private int position;
    private boolean fetching;
    private boolean failed;

    PortableInput(InputStream stream, Kind kind) {
        super(kind);
        this.stream = stream;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        checkOpen();
        if (length == 0) {
            return 0;
        }
        byte[] ready = await();
        int count = Math.min(length, ready.length - position);
        System.arraycopy(ready, position, into, offset, count);
        position += count;
        if (count > 0 && position == ready.length) {
            block = null;
        }
        return count;
    }

    private byte[] await() {
        byte[] ready = block;
        while (ready == null) {
            fetch();
            try {
                wait();
            } catch (InterruptedException e) {
                throw new GuestInterruptedException();
            }
            ready = block;
        }
        if (failed) {
            throw ErrnoException.of(Errno.IO);
        }
        return ready;
    }

    private synchronized void fetch() {
        if (!fetching && block == null) {
            fetching = true;
            Thread.ofPlatform().daemon().name("stdin").start(this::readBlock);
        }
    }

    private void readBlock() {
        byte[] bytes = new byte[BLOCK];
        int count = -1;
        boolean broken = false;
        try {
            count = stream.read(bytes);
        } catch (IOException e) {
            broken = true;
        }
        synchronized (this) {
            block = count <= 0 ? END : Arrays.copyOf(bytes, count);
            position = 0;
            failed = broken;
            fetching = false;
            notifyAll();
        }
    }

    @Override
    public synchronized boolean readable() {
        checkOpen();
        fetch();
        return block != null;
    }

    @Override
    public synchronized long available() {
        byte[] ready = block;
        return ready == null ? 0 : (long) ready.length - position;
    }
}
