package io.wasmrunner.registry.client.http;

import java.io.IOException;

/** What was to be sent could not be read: the server has no part in it. */
public final class BodyException extends IOException {
    private static final long serialVersionUID = 1L;

    public BodyException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
