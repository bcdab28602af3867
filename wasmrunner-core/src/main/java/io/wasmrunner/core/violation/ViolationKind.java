package io.wasmrunner.core.violation;

import io.wasmrunner.sandbox.Violation;
import java.util.Locale;

/** What sort of thing a guest was refused. The names, in lower case with hyphens, are those in records, and stay. */
public enum ViolationKind {
    /** A path that is not there for it, or not for writing. */
    PATH,
    /** A host function that the policy denies. */
    HOST_CALL,
    /** A capability of the ABI that was not granted. */
    CAPABILITY,
    /** A connection or listener that was not granted. */
    NETWORK,
    /** A limit: memory, time, output and the like. */
    QUOTA,
    /** A system call that the kernel's filter stopped: the guest, or what runs it, got further than it should. */
    SECCOMP,
    OTHER;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The kind that the refused operation tells. */
    public static ViolationKind of(Violation violation) {
        String operation = violation.operation();
        if (operation.startsWith("path_") || operation.startsWith("fd_")) {
            return PATH;
        }
        if (operation.startsWith("sock_")) {
            return NETWORK;
        }
        return switch (operation) {
            case "log", "read_sensor", "send_alert" -> CAPABILITY;
            default -> OTHER;
        };
    }

    /** The kind that a record names; {@link #OTHER} for one that is not known here. */
    public static ViolationKind parse(String text) {
        for (ViolationKind kind : values()) {
            if (kind.id.equals(text)) {
                return kind;
            }
        }
        return OTHER;
    }

    /**
     * Whether a run with such a violation counts towards the module's quarantine. To reach a limit is no attempt to get at
     * something.
     */
    public boolean isStrike() {
        return this != QUOTA;
    }

    @Override
    public String toString() {
        return id;
    }
}
