package io.wasmrunner.core.violation;

import io.wasmrunner.core.journal.JsonFields;
import io.wasmrunner.core.journal.JsonLine;
import io.wasmrunner.core.journal.Timestamp;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.sandbox.Violation;
import java.util.Map;
import java.util.Optional;

/**
 * A refused attempt, with who made it.
 *
 * @param time ISO 8601 in UTC with milliseconds
 * @param container the run's id
 * @param digest of the module
 * @param module what the user called it
 * @param operation what the guest called, for example {@code path_open}
 * @param target what it was called on as the guest names it; may be empty
 * @param reason why it was refused
 */
public record ViolationRecord(
        String time,
        String container,
        Digest digest,
        String module,
        Violation.Kind kind,
        String operation,
        String target,
        String reason) {

    /** Of now. */
    public static ViolationRecord of(Violation violation, String container, Digest digest, String module) {
        return new ViolationRecord(
                Timestamp.now(),
                container,
                digest,
                module,
                violation.kind(),
                violation.operation(),
                violation.target(),
                violation.reason());
    }

    /**
     * Whether a run with such a violation counts towards the module's quarantine. To reach a limit is no attempt to get at
     * something, and what the run was asked for is its user's doing.
     */
    public boolean isStrike() {
        return kind != Violation.Kind.QUOTA && kind != Violation.Kind.REQUEST;
    }

    JsonLine line() {
        return new JsonLine()
                .add("time", time)
                .add("container", container)
                .add("digest", digest.toString())
                .add("module", module)
                .add("kind", kind.toString())
                .add("operation", operation)
                .add("target", target)
                .add("reason", reason);
    }

    /** The record in a line; empty when there is none. */
    static Optional<ViolationRecord> read(byte[] line) {
        Map<String, String> fields = JsonFields.of(line).orElse(Map.of());
        String digest = fields.getOrDefault("digest", "");
        Optional<Violation.Kind> kind = Violation.Kind.parse(fields.getOrDefault("kind", ""));
        if (kind.isEmpty() || !digest.startsWith("sha256:") || !Digest.isDigest(digest)) {
            return Optional.empty();
        }
        return Optional.of(new ViolationRecord(
                fields.getOrDefault("time", ""),
                fields.getOrDefault("container", ""),
                Digest.parse(digest),
                fields.getOrDefault("module", ""),
                kind.get(),
                fields.getOrDefault("operation", ""),
                fields.getOrDefault("target", ""),
                fields.getOrDefault("reason", "")));
    }

    /** For people: {@code path_open /etc/passwd: it leads out of the directory}. */
    public String describe() {
        return operation + (target.isEmpty() ? "" : " " + target) + ": " + reason;
    }
}
