package io.wasmrunner.sandbox;

import java.util.Locale;
import java.util.Optional;

/**
 * One refused attempt of a guest.
 *
 * @param kind what was overstepped
 * @param operation what the guest called, for example {@code path_open}
 * @param target what it was called on as the guest names it (never a host path); may be empty
 * @param reason why it was refused, and which flag would allow it
 */
public record Violation(Kind kind, String operation, String target, String reason) {

    /** What a guest overstepped. */
    public enum Kind {
        /** A path or file outside of what it was given, or a change of what it may only read. */
        PATH,
        /** A host function that the policy denies. */
        HOST_CALL,
        /** A function beside WASI that was not granted. */
        CAPABILITY,
        /** A socket or address that it was not given. */
        NETWORK,
        /** A quota that stopped it or refused it more. */
        QUOTA,
        /** A system call that the kernel's filter killed the worker for. */
        SECCOMP,
        /**
         * Something the run was asked for and the policy does not have: a mount, a listener, a variable. That is the
         * user's doing and not the guest's, so it never counts towards quarantine.
         */
        REQUEST;

        /** The kind that a record names; empty for one that is not known here. */
        public static Optional<Kind> parse(String text) {
            for (Kind kind : values()) {
                if (kind.toString().equals(text)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

        /** In lower case with a hyphen, as records and flags have it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
