package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import org.jspecify.annotations.Nullable;

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

    /** Waits until it is connected, INPROGRESS at once when non-blocking is on; or why it could not be connected. */
    default void awaitConnected() {
        // Whoever does not say otherwise was connected all along.
    }

    /** What went wrong since this was last asked; null for nothing. */
    default @Nullable Errno takeError() {
        return null;
    }

    /** This end. */
    default Endpoint local() {
        throw ErrnoException.of(Errno.NOTSUP);
    }

    /** The other end; NOTCONN when there is none yet. */
    default Endpoint peer() {
        throw ErrnoException.of(Errno.NOTSUP);
    }
}
