package io.wasmrunner.core.quarantine;

import java.util.Locale;

/** Where a module stands. */
public enum QuarantineState {
    /** It runs, and has strikes. */
    COUNTED,
    /** It does not run. */
    QUARANTINED,
    /** It was quarantined, runs again, and its strikes are counted from the start. */
    LIFTED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
