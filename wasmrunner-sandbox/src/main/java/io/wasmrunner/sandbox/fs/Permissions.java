package io.wasmrunner.sandbox.fs;

/** Who may read, write and execute something, which guests cannot see or change: nine bits, as {@code chmod(2)} has them. */
interface Permissions {
    int permissions();

    /** Refused on a read-only mount. */
    void setPermissions(int permissions);
}
