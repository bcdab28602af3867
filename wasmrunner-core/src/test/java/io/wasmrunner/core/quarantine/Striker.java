package io.wasmrunner.core.quarantine;

import io.wasmrunner.core.violation.ViolationRecord;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.sandbox.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Counts many runs with violations; a program of its own, so that several processes can do so at once. */
final class Striker {
    static final int RUNS = 60;
    static final Digest DIGEST = Digest.sha256("cd".repeat(32));

    private Striker() {}

    public static void main(String[] arguments) throws IOException {
        strike(Path.of(arguments[0]), RUNS);
    }

    static void strike(Path state, int runs) throws IOException {
        for (int i = 0; i < runs; i++) {
            new QuarantineStore(state).countViolations(DIGEST, "x.wasm", "id", List.of(record(Violation.Kind.PATH)), 0);
        }
    }

    static ViolationRecord record(Violation.Kind kind) {
        return ViolationRecord.of(
                new Violation(kind, "path_open", "/etc/passwd", "it leads out of the directory"),
                "id",
                DIGEST,
                "x.wasm");
    }
}
