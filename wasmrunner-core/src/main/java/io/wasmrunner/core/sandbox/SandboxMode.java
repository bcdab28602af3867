package io.wasmrunner.core.sandbox;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;

/** How much of the operating system's sandbox a guest is to have around it. */
public enum SandboxMode {
    /** A worker process with every mechanism; what is missing on this machine is said. */
    STRICT("strict", "warn"),
    /** A worker process with the mechanisms there are. */
    PARTIAL("partial", "quiet"),
    /** No worker process: the guest runs in the command itself, behind WASI's checks alone. */
    OFF("off", ""),
    /** As strict, and what is missing keeps the guest from running. */
    REQUIRED("required", "refuse");

    private final String word;
    private final String whenMissing;

    SandboxMode(String word, String whenMissing) {
        this.word = word;
        this.whenMissing = whenMissing;
    }

    /** What the launcher is to do when a mechanism is missing. */
    String whenMissing() {
        return whenMissing;
    }

    /** Reads the flag's value. */
    public static SandboxMode parse(String text) {
        for (SandboxMode mode : values()) {
            if (mode.word.equals(text)) {
                return mode;
            }
        }
        throw new WasmrunnerException(
                ErrorCode.USAGE,
                "cannot read --sandbox \"%s\": it is strict, partial, off or required".formatted(text));
    }

    /** As the flag writes it. */
    @Override
    public String toString() {
        return word;
    }
}
