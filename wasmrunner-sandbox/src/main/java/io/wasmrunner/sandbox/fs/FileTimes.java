package io.wasmrunner.sandbox.fs;

/** What to do to a file's two settable timestamps. */
public record FileTimes(Change accessed, Change modified) {

    public sealed interface Change {}

    /** Leave it as it is ({@code UTIME_OMIT}). */
    public record Keep() implements Change {}

    /** Set it to the host's clock ({@code UTIME_NOW}). */
    public record Now() implements Change {}

    /** Set it to this many nanoseconds since 1970-01-01T00:00:00Z; never negative. */
    public record At(long nanoseconds) implements Change {}
}
