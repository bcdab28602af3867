package io.wasmrunner.sandbox.policy;

/** A run asks for something that its policy does not have. The message is one line for the user. */
public final class RequestDeniedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RequestDeniedException(String message) {
        super(message, null, false, false);
    }
}
