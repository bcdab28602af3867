package io.wasmrunner.runtime;

/**
 * The root of all that is reported to a user. The message is one line: what was tried, what happened, what to do.
 */
public final class WasmrunnerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public WasmrunnerException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public WasmrunnerException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
