package io.wasmrunner.registry.client;

import java.io.IOException;

/** A download ended too early; going on may help. */
final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOffException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /** What the network said. */
    IOException reason() {
        return getCause() instanceof IOException cause ? cause : this;
    }
}
