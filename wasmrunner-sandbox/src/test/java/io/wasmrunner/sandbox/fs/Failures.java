package io.wasmrunner.sandbox.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.util.Set;
import org.junit.jupiter.api.function.Executable;

/** Asserts how an operation fails. */
final class Failures {
    private Failures() {}

    /** An ordinary failure: it does not count as a violation. */
    static void fails(Errno errno, Executable operation) {
        ErrnoException failure = assertThrows(ErrnoException.class, operation);
        assertEquals(errno, failure.errno());
        assertTrue(failure.refusal().isEmpty(), () -> "counted as refused: " + failure.getMessage());
    }

    static void failsWithOneOf(Set<Errno> errnos, Executable operation) {
        ErrnoException failure = assertThrows(ErrnoException.class, operation);
        assertTrue(errnos.contains(failure.errno()), () -> "errno " + failure.errno());
    }

    /** A refusal, with a reason for the user that holds no host path. */
    static String refused(Errno errno, Executable operation) {
        ErrnoException failure = assertThrows(ErrnoException.class, operation);
        assertEquals(errno, failure.errno());
        String reason = failure.refusal().orElseThrow(() -> new AssertionError("not counted as refused"));
        assertTrue(!reason.contains("/tmp") && !reason.contains("/etc"), reason);
        return reason;
    }
}
