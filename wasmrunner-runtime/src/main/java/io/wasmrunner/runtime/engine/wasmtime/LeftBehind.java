package io.wasmrunner.runtime.engine.wasmtime;

import io.wasmrunner.runtime.engine.TrapException;
import java.util.List;

/**
 * What host calls leave behind: wasmtime-java lets go of a host function's arguments and results only when the guest's
 * outermost call returns. A heap full of them takes the JVM down, so the guest is stopped before.
 */
final class LeftBehind {
    /** Bytes for each call and for each of its parameters, measured; about two thirds of them are in the JVM's heap. */
    static final int CALL = 160;

    static final int PARAMETER = 64;

    private final long most;
    private long bytes;
    private long calls;

    /** Of at most {@code most} bytes. */
    LeftBehind(long most) {
        this.most = most;
    }

    /** Three quarters of the heap in size, and so half of it in the heap itself. */
    static LeftBehind inThisJvm() {
        return new LeftBehind(Runtime.getRuntime().maxMemory() / 4 * 3);
    }

    /** Counts one call, or traps the guest. */
    void add(int parameters) {
        calls++;
        bytes += CALL + (long) PARAMETER * parameters;
        if (bytes > most) {
            throw new TrapException(
                    TrapException.Kind.OTHER,
                    ("after %,d host calls, for each of which this engine keeps memory until the guest ends;"
                                    + " run it with --engine chicory")
                            .formatted(calls),
                    List.of(),
                    null);
        }
    }

    /** The guest's outermost call has returned. */
    void free() {
        bytes = 0;
        calls = 0;
    }
}
