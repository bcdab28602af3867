package io.wasmrunner.runtime.engine;

/** A module and its imports do not fit together. */
public final class LinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LinkException(String message) {
        super(message);
    }
}
