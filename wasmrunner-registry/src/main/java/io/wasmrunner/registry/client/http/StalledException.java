package io.wasmrunner.registry.client.http;

import java.io.IOException;

/** The other side was silent for too long. */
public final class StalledException extends IOException {
    private static final long serialVersionUID = 1L;

    StalledException(String message) {
        super(message);
    }
}
