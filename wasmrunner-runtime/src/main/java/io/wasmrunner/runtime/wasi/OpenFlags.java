package io.wasmrunner.runtime.wasi;

/** {@code $oflags}, and the one bit of {@code $lookupflags}. */
final class OpenFlags {
    static final int CREATE = 1;
    static final int DIRECTORY = 1 << 1;
    static final int EXCLUSIVE = 1 << 2;
    static final int TRUNCATE = 1 << 3;
    static final int ALL = CREATE | DIRECTORY | EXCLUSIVE | TRUNCATE;

    /** Of lookupflags. */
    static final int SYMLINK_FOLLOW = 1;

    private OpenFlags() {}
}
