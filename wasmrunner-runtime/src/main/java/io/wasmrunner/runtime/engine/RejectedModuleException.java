package io.wasmrunner.runtime.engine;

/** An engine does not accept a module: it is malformed, invalid, or uses what the engine lacks. */
public final class RejectedModuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RejectedModuleException(String message) {
        super(message);
    }

    public RejectedModuleException(String message, Throwable cause) {
        super(message, cause);
    }
}
