package io.wasmrunner.runtime.scan;

import java.util.Locale;

/** How much a finding matters, least first. */
public enum Severity {
    /** Worth knowing, no reason to worry. */
    INFO(0),
    /** Common in harmless modules. */
    LOW(4),
    /** Rare in harmless modules. */
    MEDIUM(12),
    /** Harm is likely, or a limit of every engine is passed. */
    HIGH(30);

    private final int points;

    Severity(int points) {
        this.points = points;
    }

    /** What a finding adds to the risk score. */
    int points() {
        return points;
    }

    /** In lower case, as reports and flags write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
