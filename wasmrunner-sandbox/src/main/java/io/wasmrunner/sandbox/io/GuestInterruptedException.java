package io.wasmrunner.sandbox.io;

/** The guest was interrupted while it waited in a host call: it is to end now. Carries no stack trace. */
public final class GuestInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GuestInterruptedException() {
        super("interrupted", null, false, false);
    }
}
