package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.engine.GuestExitException;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.io.HostStream;

/**
 * An output that ends the guest when nobody reads it any more, as SIGPIPE ends a process: a program that prints without
 * looking at errors would go on for ever, and one that looks would complain to nobody's use.
 *
 * @param kind what it looks like to the guest
 */
record EndingOutput(HostStream stream, HostStream.Kind kind) implements HostStream {
    /** 128 and SIGPIPE. */
    static final int CODE = 141;

    @Override
    public int write(byte[] from, int offset, int length) {
        try {
            return stream.write(from, offset, length);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.PIPE) {
                throw new GuestExitException(CODE);
            }
            throw e;
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        return stream.read(into, offset, length);
    }

    @Override
    public int descriptor() {
        return stream.descriptor();
    }

    @Override
    public boolean readable() {
        return stream.readable();
    }

    @Override
    public boolean writable() {
        return stream.writable();
    }

    @Override
    public long available() {
        return stream.available();
    }

    @Override
    public void close() {
        stream.close();
    }
}
