package io.wasmrunner.sandbox.policy;

import io.wasmrunner.sandbox.quota.OsLimits;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A policy under change, key by key. */
final class PolicyDraft {
    private final Map<PolicyKey, String> texts = new EnumMap<>(PolicyKey.class);

    PolicyDraft(Policy from) {
        for (PolicyKey key : PolicyKey.values()) {
            texts.put(key, key.of(from));
        }
    }

    PolicyDraft set(PolicyKey key, String text) {
        texts.put(key, text);
        return this;
    }

    /** Throws IllegalArgumentException when a value is malformed or out of range. */
    Policy build() {
        return new Policy(
                new FileRules(on(PolicyKey.FILES_WRITABLE), paths()),
                new NetworkRules(
                        allowed(PolicyKey.NETWORK_LISTEN),
                        allowed(PolicyKey.NETWORK_CONNECT_HOSTS),
                        allowed(PolicyKey.NETWORK_CONNECT_CIDRS),
                        number(PolicyKey.NETWORK_CONNECTIONS),
                        number(PolicyKey.NETWORK_BYTES)),
                new EnvironmentRules(on(PolicyKey.ENVIRONMENT_INHERIT), allowed(PolicyKey.ENVIRONMENT_ALLOW), (Globs)
                        value(PolicyKey.ENVIRONMENT_DENY)),
                (ClockRule) value(PolicyKey.CLOCK),
                (RandomRule) value(PolicyKey.RANDOM),
                allowed(PolicyKey.ABI_ALLOW),
                new HostCallRules(
                        allowed(PolicyKey.CALLS_ALLOW), (Globs) value(PolicyKey.CALLS_DENY), (HostCallRules.Denied)
                                value(PolicyKey.CALLS_DENIED)),
                new Quotas(
                        number(PolicyKey.MEMORY),
                        number(PolicyKey.WALL_TIME),
                        number(PolicyKey.FUEL),
                        number(PolicyKey.HOST_CALLS),
                        number(PolicyKey.OPEN_FILES),
                        number(PolicyKey.OUTPUT),
                        number(PolicyKey.DISK),
                        number(PolicyKey.TABLE_ELEMENTS),
                        number(PolicyKey.CALL_DEPTH)),
                new OsLimits(
                        number(PolicyKey.CPUS),
                        number(PolicyKey.CPU_TIME),
                        number(PolicyKey.PIDS),
                        number(PolicyKey.READ_RATE),
                        number(PolicyKey.WRITE_RATE),
                        number(PolicyKey.FILE_SIZE),
                        number(PolicyKey.HOST_FILES)),
                (Enforce) value(PolicyKey.ENFORCE),
                (Never) value(PolicyKey.NEVER),
                (int) Math.min(number(PolicyKey.QUARANTINE_AFTER), Integer.MAX_VALUE));
    }

    private Object value(PolicyKey key) {
        return key.kind().parse(texts.getOrDefault(key, ""));
    }

    private boolean on(PolicyKey key) {
        return (Boolean) value(key);
    }

    private long number(PolicyKey key) {
        return (Long) value(key);
    }

    private Allowed allowed(PolicyKey key) {
        return (Allowed) value(key);
    }

    @SuppressWarnings("unchecked") // Paths are parsed to nothing else.
    private List<String> paths() {
        return (List<String>) value(PolicyKey.FILES_MOUNTS);
    }
}
