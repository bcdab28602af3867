package io.wasmrunner.sandbox;

import java.util.Optional;

/**
 * An operation on the host that failed in a way the guest is told about. It carries no stack trace: guests cause
 * these by the million.
 */
public final class ErrnoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;
    private final boolean refused;

    private ErrnoException(Errno errno, String detail, boolean refused) {
        super(detail, null, false, false);
        this.errno = errno;
        this.refused = refused;
    }

    /** An ordinary failure, such as a file that is not there. */
    public static ErrnoException of(Errno errno) {
        return new ErrnoException(errno, errno.description(), false);
    }

    /** Something the sandbox does not allow; it counts as a violation, and {@code reason} is shown to the user. */
    public static ErrnoException refused(Errno errno, String reason) {
        return new ErrnoException(errno, reason, true);
    }

    public Errno errno() {
        return errno;
    }

    /** Why the sandbox said no; empty when this is an ordinary failure. */
    public Optional<String> refusal() {
        return refused ? Optional.of(getMessage()) : Optional.empty();
    }
}
