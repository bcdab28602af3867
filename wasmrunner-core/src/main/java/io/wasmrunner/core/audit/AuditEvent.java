package io.wasmrunner.core.audit;

import io.wasmrunner.core.journal.JsonLine;

/**
 * An act that matters for security. It holds names, digests and counts; arguments and values of environment variables
 * have no place in it.
 */
public final class AuditEvent {
    /** Names and values by turns. */
    private final String[] fields;

    private final String type;

    private AuditEvent(String type, String... fields) {
        this.type = type;
        this.fields = fields;
    }

    /**
     * A module is about to run.
     *
     * @param digest of the module, {@code sha256:…}
     * @param policyDigest of the policy as it was merged
     * @param sandbox the mode that holds
     */
    public static AuditEvent run(
            String digest, String name, String container, String policy, String policyDigest, String sandbox) {
        return new AuditEvent(
                "run",
                "digest",
                digest,
                "name",
                name,
                "container",
                container,
                "policy",
                policy,
                "policyDigest",
                policyDigest,
                "sandbox",
                sandbox);
    }

    /**
     * A run ended in which attempts were refused.
     *
     * @param kinds of the attempts, with a space between
     */
    public static AuditEvent violations(String digest, String name, String container, long count, String kinds) {
        return new AuditEvent(
                "violations",
                "digest",
                digest,
                "name",
                name,
                "container",
                container,
                "count",
                Long.toString(count),
                "kinds",
                kinds);
    }

    /** A module does not run any more. */
    public static AuditEvent quarantined(String digest, String name, String reason) {
        return new AuditEvent("quarantine", "digest", digest, "name", name, "reason", reason);
    }

    /** A module may run again. */
    public static AuditEvent lifted(String digest, String name) {
        return new AuditEvent("quarantine-lift", "digest", digest, "name", name);
    }

    /** A run is refused because its module is quarantined. */
    public static AuditEvent refused(String digest, String name, String reason) {
        return new AuditEvent("refused", "digest", digest, "name", name, "reason", reason);
    }

    /**
     * A run is given more than its policy allows, because the user said so.
     *
     * @param names of what is widened, with a space between; no values
     */
    public static AuditEvent policyOverride(String digest, String name, String policy, String names) {
        return new AuditEvent("policy-override", "digest", digest, "name", name, "policy", policy, "widened", names);
    }

    /** For example {@code run}. */
    public String type() {
        return type;
    }

    void addTo(JsonLine line) {
        for (int i = 0; i < fields.length; i += 2) {
            line.add(fields[i], fields[i + 1]);
        }
    }
}
