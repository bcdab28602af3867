package io.wasmrunner.sandbox.nativeio;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/**
 * A host descriptor that is closed once, and never used after: the kernel gives the same number out again. Used by
 * one thread at a time; another may close it once nobody uses it any more.
 */
public final class Descriptor {
    private static final int CLOSED = -1;

    private volatile int number;

    /** Takes over an open descriptor. */
    public Descriptor(int number) {
        this.number = number;
    }

    /**
     * Its number.
     *
     * @throws ErrnoException BADF after {@link #close}
     */
    public int number() {
        int open = number;
        if (open == CLOSED) {
            throw ErrnoException.of(Errno.BADF);
        }
        return open;
    }

    public synchronized void close() {
        int open = number;
        number = CLOSED;
        if (open != CLOSED) {
            NativeIo.close(open);
        }
    }
}
