package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.ErrnoException;

/**
 * A stream of bytes with no position: a terminal, a pipe, a redirected file, a connected socket. A call that waits
 * ends with {@link GuestInterruptedException} soon after its thread is interrupted. Every method throws {@link
 * ErrnoException} when the host says no.
 */
public interface HostStream extends AutoCloseable, Pollable {

    enum Kind {
        TERMINAL,
        PIPE,
        FILE,
        SOCKET,
        /** {@code /dev/null} and its like */
        DEVICE
    }

    Kind kind();

    /** Waits for at least one byte. Returns how many came, 0 at the end of the stream. */
    int read(byte[] into, int offset, int length);

    /** Waits until at least one byte is taken. Returns how many went; PIPE when nobody reads any more. */
    int write(byte[] from, int offset, int length);

    @Override
    void close();
}
