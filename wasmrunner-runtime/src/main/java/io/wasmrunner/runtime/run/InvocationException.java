package io.wasmrunner.runtime.run;

/** What is to be called is not there, or is not called so. */
public final class InvocationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvocationException(String message) {
        super(message);
    }
}
