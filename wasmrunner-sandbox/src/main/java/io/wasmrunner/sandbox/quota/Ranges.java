package io.wasmrunner.sandbox.quota;

/** Limits where 0 means none. */
final class Ranges {
    private Ranges() {}

    static void check(String what, long value, long least, long most) {
        if (value != 0 && (value < least || value > most)) {
            throw new IllegalArgumentException(what + " cannot be " + value + ": it must be 0, for no limit, or "
                    + least + (most == Long.MAX_VALUE ? " and more" : " to " + most));
        }
    }

    /** The limit that lets less through. */
    static long lower(long a, long b) {
        if (a == 0 || b == 0) {
            return a + b;
        }
        return Math.min(a, b);
    }
}
