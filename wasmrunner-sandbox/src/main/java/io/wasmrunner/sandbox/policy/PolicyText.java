package io.wasmrunner.sandbox.policy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy as pairs of a key and a value without line breaks, for handing it to a worker. What is as in {@link
 * Policy#STANDARD} is left out, so that most have no pairs at all. Numbers are in the smallest unit: bytes, nanoseconds,
 * thousandths of a processor.
 */
public final class PolicyText {
    /** Bytes of one value: what a worker's specification takes. */
    private static final int LONGEST = 131_072;

    private PolicyText() {}

    /**
     * The pairs, in the order of {@link PolicyKey}.
     *
     * @throws IllegalArgumentException when a value is longer than 131,072 bytes
     */
    @SuppressWarnings("ReferenceEquality") // A record's own equality costs milliseconds the first time.
    public static Map<String, String> write(Policy policy) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (policy == Policy.STANDARD) {
            return pairs;
        }
        for (PolicyKey key : PolicyKey.values()) {
            String value = key.of(policy);
            if (!value.equals(key.of(Policy.STANDARD))) {
                if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
                    throw new IllegalArgumentException(
                            key + " is too long: " + LONGEST + " bytes are the most; give it fewer entries");
                }
                pairs.put(key.toString(), value);
            }
        }
        return pairs;
    }

    /** The value of {@link PolicyKey#FILES_MOUNTS} for these paths. */
    public static String paths(List<String> paths) {
        return PolicyKind.PATHS.print(paths);
    }

    /**
     * The policy that was written.
     *
     * @throws IllegalArgumentException for a key that is none, and a value that is malformed or out of range
     */
    public static Policy read(Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return Policy.STANDARD;
        }
        PolicyDraft draft = new PolicyDraft(Policy.STANDARD);
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            PolicyKey key = PolicyKey.find(pair.getKey())
                    .orElseThrow(() -> new IllegalArgumentException("a policy has no key " + pair.getKey()));
            draft.set(key, pair.getValue());
        }
        return draft.build();
    }
}
