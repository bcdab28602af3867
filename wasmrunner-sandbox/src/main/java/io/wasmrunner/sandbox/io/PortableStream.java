package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/** What the streams without a descriptor have in common: one direction, and a mark once they are closed. */
abstract class PortableStream implements HostStream {
    private final Kind kind;
    private volatile boolean closed;

    PortableStream(Kind kind) {
        this.kind = kind;
    }

    @Override
    public final Kind kind() {
        return kind;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        throw ErrnoException.of(Errno.BADF);
    }

    @Override
    public int write(byte[] from, int offset, int length) {
        throw ErrnoException.of(Errno.BADF);
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
        return false;
    }

    @Override
    public long available() {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
    }

    final void checkOpen() {
        if (closed) {
            throw ErrnoException.of(Errno.BADF);
        }
    }
}
