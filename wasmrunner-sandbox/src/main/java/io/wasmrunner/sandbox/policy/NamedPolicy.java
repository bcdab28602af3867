package io.wasmrunner.sandbox.policy;

import io.wasmrunner.sandbox.quota.OsLimits;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The policies that have a name. The files of the same names say the same; a test holds them to it. */
public enum NamedPolicy {
    /** For programs that nobody vouches for. */
    RESTRICTED,
    /** What holds where nothing else is said. */
    STANDARD,
    /** For one's own programs: no quotas. */
    TRUSTED;

    public static Optional<NamedPolicy> find(String name) {
        for (NamedPolicy policy : values()) {
            if (policy.toString().equals(name)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    public Policy policy() {
        Policy usual = Policy.STANDARD;
        return switch (this) {
            case STANDARD -> usual;
            case TRUSTED -> usual.with(Quotas.NONE).with(new NetworkRules(Allowed.ANY, Allowed.ANY, Allowed.ANY, 0, 0));
            case RESTRICTED ->
                new Policy(
                        new FileRules(false, List.of("/")),
                        new NetworkRules(Allowed.NONE, Allowed.NONE, Allowed.NONE, 16, 100L << 20),
                        new EnvironmentRules(false, Allowed.ANY, Globs.NONE),
                        new ClockRule(ClockRule.Mode.COARSE, ClockRule.COARSE),
                        RandomRule.REAL,
                        Allowed.NONE,
                        usual.calls(),
                        new Quotas(256L << 20, 30_000_000_000L, 0, 0, 64, 10L << 20, 10L << 20, 1_000_000, 0),
                        new OsLimits(1000, 30_000_000_000L, 256, 0, 0, 0, 256),
                        Enforce.REFUSE,
                        Never.KILL,
                        3);
        };
    }

    /**
     * What naming it says: where it differs from the standard one. That one itself says nothing: it holds anyway, and
     * whoever names it may still go beyond it by flags, as one may without.
     */
    public PolicyLayer layer() {
        Map<PolicyKey, String> values = new EnumMap<>(PolicyKey.class);
        Policy policy = policy();
        for (PolicyKey key : PolicyKey.values()) {
            String value = key.of(policy);
            if (!value.equals(key.of(Policy.STANDARD))) {
                values.put(key, value);
            }
        }
        return new PolicyLayer(values, false);
    }

    /** In lower case, as {@code --policy} takes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
