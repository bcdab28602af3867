package io.wasmrunner.core.image;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;

/** When an image is pulled before it runs. */
public enum PullPolicy {
    ALWAYS,
    MISSING,
    NEVER;

    /** As {@code --pull} has it. */
    public static PullPolicy parse(String text) {
        return switch (text) {
            case "always" -> ALWAYS;
            case "missing" -> MISSING;
            case "never" -> NEVER;
            default ->
                throw new RegistryException(
                        RegistryError.USAGE, "cannot use --pull " + text + ": it must be always, missing or never");
        };
    }
}
