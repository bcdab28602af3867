package io.wasmrunner.runtime.wasi;

import io.wasmrunner.runtime.engine.GuestExitException;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/**
 * What {@code proc_raise} does: the signal's default action, since a guest cannot install a handler. One that ends a
 * process ends the guest with 128 and the signal's number on Linux, as a shell reports it.
 */
final class Signals {
    private static final int NONE = 0;
    private static final int CHILD = 16;
    private static final int CONTINUE = 17;
    private static final int STOP = 18;
    private static final int TERMINAL_STOP = 19;
    private static final int TERMINAL_INPUT = 20;
    private static final int TERMINAL_OUTPUT = 21;
    private static final int URGENT = 22;
    private static final int WINDOW_CHANGE = 27;
    private static final int LAST = 30;

    private Signals() {}

    /** NOTSUP for the signals that would stop a process until another continues it; INVAL for no signal at all. */
    static void raise(int signal) {
        switch (signal) {
            case NONE, CHILD, CONTINUE, URGENT, WINDOW_CHANGE -> {}
            case STOP, TERMINAL_STOP, TERMINAL_INPUT, TERMINAL_OUTPUT -> throw ErrnoException.of(Errno.NOTSUP);
            default -> {
                if (signal < NONE || signal > LAST) {
                    throw ErrnoException.of(Errno.INVAL);
                }
                throw new GuestExitException(128 + linuxNumber(signal));
            }
        }
    }

    /** WASI has no SIGSTKFLT, Linux's 16: the signals from there on are one apart. */
    private static int linuxNumber(int signal) {
        return signal < 16 ? signal : signal + 1;
    }
}
