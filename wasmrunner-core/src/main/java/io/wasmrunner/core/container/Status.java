package io.wasmrunner.core.container;

import java.util.Locale;

/** Where a container is in its life. What leads from one to the next is {@link Move}'s. */
public enum Status {
    /** Never started. */
    CREATED,
    /** Its guest runs. */
    RUNNING,
    /** Its guest is stopped between two instructions, and goes on when it is let. */
    PAUSED,
    /** Its guest has ended, and its shim waits to start it again. */
    RESTARTING,
    /** Its guest has ended. */
    EXITED,
    /** Its files are damaged, or were only partly removed: it can only be removed. */
    DEAD,
    /** Its guest has ended, and its module does not run again until somebody lifts its quarantine. */
    QUARANTINED;

    /** Whether a shim keeps it. */
    public boolean isLive() {
        return this == RUNNING || this == PAUSED || this == RESTARTING;
    }

    /** Reads what {@link #toString} wrote. */
    public static Status parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** As Docker writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
