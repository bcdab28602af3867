package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.nativeio.Descriptor;
import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import java.util.Objects;

/** A descriptor that the process was started with; closing the stream leaves the descriptor open for the host. */
final class NativeStream implements HostStream {
    /** How long, in milliseconds, an interrupt may go unnoticed. */
    static final int SLICE = 100;

    private static final Kind[] KINDS = Kind.values();

    private final Descriptor descriptor;
    private final Kind kind;
    private final int kindNumber;

    private NativeStream(int number, Kind kind, int kindNumber) {
        this.descriptor = Descriptor.borrowed(number);
        this.kind = kind;
        this.kindNumber = kindNumber;
    }

    /** The stream behind a descriptor; one that is not open fails with BADF once it is used. */
    static NativeStream of(int number) {
        int found = NativeIo.kind(number);
        Kind kind = found < 0 ? Kind.DEVICE : KINDS[found];
        return new NativeStream(number, kind, found);
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        int number = descriptor.number();
        if (length == 0) {
            return 0;
        }
        while (true) {
            checkInterrupt();
            int count = NativeIo.readStream(number, into, offset, length, SLICE);
            if (count != NativeIo.AGAIN) {
                return NativeErrnos.check(count);
            }
        }
    }

    @Override
    public int write(byte[] from, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, from.length);
        int number = descriptor.number();
        if (length == 0) {
            return 0;
        }
        while (true) {
            checkInterrupt();
            int count = NativeIo.writeStream(number, kindNumber, from, offset, length, SLICE);
            if (count != NativeIo.AGAIN) {
                return NativeErrnos.check(count);
            }
        }
    }

    /** Ends a wait; the thread's interrupt flag is cleared, as it is with InterruptedException. */
    static void checkInterrupt() {
        if (Thread.interrupted()) {
            throw new GuestInterruptedException();
        }
    }

    @Override
    public int descriptor() {
        return descriptor.number();
    }

    @Override
    public boolean readable() {
        return NativePoller.ready(descriptor.number(), true);
    }

    @Override
    public boolean writable() {
        return NativePoller.ready(descriptor.number(), false);
    }

    @Override
    public long available() {
        return NativeIo.available(descriptor.number());
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
