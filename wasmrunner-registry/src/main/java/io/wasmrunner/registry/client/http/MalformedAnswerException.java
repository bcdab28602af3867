package io.wasmrunner.registry.client.http;

import java.io.IOException;

/** What came is not HTTP, or goes beyond what is read of it; another attempt would bring the same. */
public final class MalformedAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedAnswerException(String message) {
        super(message);
    }
}
