package io.wasmrunner.sandbox.policy;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one source says of a policy: a file, a named policy, the flags of a command line. It says nothing of the keys it
 * does not have.
 *
 * @param values by key, in the form of {@link PolicyText}
 * @param override what it says replaces what was said before, instead of narrowing it
 */
public record PolicyLayer(Map<PolicyKey, String> values, boolean override) {
    /** Says nothing. */
    public static final PolicyLayer NONE = new PolicyLayer(Map.of(), false);

    /**
     * Checks each value by itself.
     *
     * @throws IllegalArgumentException with the key and what is wrong
     */
    public PolicyLayer {
        Map<PolicyKey, String> copy = new EnumMap<>(PolicyKey.class);
        copy.putAll(values);
        copy.forEach(PolicyLayer::check);
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * Checks one value.
     *
     * @throws IllegalArgumentException when it is malformed or out of range, with the key and what is wrong
     */
    public static void check(PolicyKey key, String value) {
        try {
            new PolicyDraft(Policy.STANDARD).set(key, value).build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    /** All that a policy says. */
    public static PolicyLayer all(Policy policy) {
        Map<PolicyKey, String> values = new EnumMap<>(PolicyKey.class);
        for (PolicyKey key : PolicyKey.values()) {
            values.put(key, key.of(policy));
        }
        return new PolicyLayer(values, false);
    }
}
