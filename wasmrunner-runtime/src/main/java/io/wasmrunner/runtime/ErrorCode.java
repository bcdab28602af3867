package io.wasmrunner.runtime;

/** Why something could not be done. Each surface maps these once: the command line to exit codes. */
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
    HOST
}
