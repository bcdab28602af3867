package io.wasmrunner.runtime.engine;

/** The guest asked to end ({@code proc_exit}). Carries no stack trace: it is an outcome, not a fault. */
public final class GuestExitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    /** An end with the full 32 bits the guest gave. */
    public GuestExitException(int code) {
        super("exit " + code, null, false, false);
        this.code = code;
    }

    public int code() {
        return code;
    }
}
