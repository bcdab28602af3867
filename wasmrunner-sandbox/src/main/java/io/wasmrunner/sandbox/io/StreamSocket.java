package io.wasmrunner.sandbox.io;

/** A connected stream socket. */
public interface StreamSocket extends HostStream {

    /**
     * Receives up to {@code length} bytes; 0 when the peer has shut down its side.
     *
     * @param peek leave the bytes where they are (MSG_PEEK)
     * @param waitAll wait until all {@code length} bytes are there (MSG_WAITALL)
     */
    int receive(byte[] into, int offset, int length, boolean peek, boolean waitAll);

    /** Shuts down the reading side, the writing side or both ({@code shutdown(2)}). */
    void shutdown(boolean reading, boolean writing);

    /** With non-blocking on, a read or write that would wait fails with AGAIN. */
    void setNonBlocking(boolean nonBlocking);
}
