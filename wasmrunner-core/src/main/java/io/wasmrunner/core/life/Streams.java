package io.wasmrunner.core.life;

/** What of a guest's standard streams somebody wants who starts its container. */
public enum Streams {
    NONE,
    OUTPUT,
    /** Its output, and to be at its input. */
    BOTH
}
