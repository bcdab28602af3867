package io.wasmrunner.sandbox.shim;

/** What became of a request to a shim. */
public sealed interface Reply<T> {
    /** It was done. */
    record Done<T>(T value) implements Reply<T> {}

    /** It was not, for a reason to be shown to the user. */
    record Refused<T>(String why) implements Reply<T> {}

    /** The shim went away, does not answer or makes no sense. */
    record Gone<T>() implements Reply<T> {}
}
