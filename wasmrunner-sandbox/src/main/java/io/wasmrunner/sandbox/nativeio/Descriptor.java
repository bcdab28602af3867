package io.wasmrunner.sandbox.nativeio;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/**
 * A host descriptor that is closed once, and never used after: the kernel gives the same number out again. Used by
 * one thread at a time; another may close it once nobody uses it any more.
 */
public final class Descriptor {
    private static final int CLOSED = -1;

    private final boolean owned;
    private volatile int number;

    private Descriptor(int number, boolean owned) {
        this.number = number;
        this.owned = owned;
    }

    /** Takes over an open descriptor. */
    public static Descriptor owned(int number) {
        return new Descriptor(number, true);
    }

    /** One that belongs to the host: after {@link #close} it is no longer used here, but stays open. */
    public static Descriptor borrowed(int number) {
        return new Descriptor(number, false);
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
        if (open != CLOSED && owned) {
            NativeIo.close(open);
        }
    }
}
