package io.wasmrunner.runtime;

import io.wasmrunner.sandbox.quota.Quota;

/** Why something could not be done. */
public enum ErrorCode {
    /** A flag or value does not make sense. */
    USAGE,
    /** What was named is not there. */
    NOT_FOUND,
    /** It is there, but it is not something that can be run. */
    CANNOT_RUN,
    /** It stands in the way of what is there: taken, in use, in another state. */
    CONFLICT,
    /** Its memory is larger at the start than the quota. */
    MEMORY_QUOTA,
    /** Its tables are larger at the start than the quota. */
    TABLE_QUOTA,
    /** The host failed: disk, permissions, memory. */
    HOST;

    /** Of a command that could not do it for that reason, and of a container that could not start. */
    public int exitCode() {
        return switch (this) {
            case USAGE, HOST, CONFLICT -> 125;
            case CANNOT_RUN -> 126;
            case NOT_FOUND -> 127;
            case MEMORY_QUOTA -> Quota.MEMORY.exitCode();
            case TABLE_QUOTA -> Quota.TABLE_ELEMENTS.exitCode();
        };
    }
}
