package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/** Checks flag words. */
final class Flags {
    private Flags() {}

    /** {@code bits} as they came, or INVAL when one of them is not among {@code known}. */
    static int known(long bits, int known) {
        if ((bits & ~known) != 0) {
            throw ErrnoException.of(Errno.INVAL);
        }
        return (int) bits;
    }
}
