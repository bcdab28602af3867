package io.wasmrunner.registry;

import org.jspecify.annotations.Nullable;

/** What is reported to a user about images and registries, in one line: what was tried, what happened, what to do. */
public final class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RegistryError error;

    public RegistryException(RegistryError error, String message) {
        super(message);
        this.error = error;
    }

    public RegistryException(RegistryError error, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    public RegistryError error() {
        return error;
    }
}
