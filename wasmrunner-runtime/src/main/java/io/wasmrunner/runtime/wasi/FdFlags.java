package io.wasmrunner.runtime.wasi;

/** {@code $fdflags}. */
final class FdFlags {
    static final int APPEND = 1;
    static final int DSYNC = 1 << 1;
    static final int NONBLOCK = 1 << 2;
    static final int RSYNC = 1 << 3;
    static final int SYNC = 1 << 4;

    /** Fixed when a file is opened. */
    static final int ANY_SYNC = DSYNC | RSYNC | SYNC;

    static final int ALL = APPEND | NONBLOCK | ANY_SYNC;

    private FdFlags() {}
}
