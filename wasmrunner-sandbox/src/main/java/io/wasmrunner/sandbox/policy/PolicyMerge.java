package io.wasmrunner.sandbox.policy;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes one policy of several layers. What nobody says is as in {@link Policy#STANDARD}; what one layer says holds; where
 * several speak of one key the narrowest holds, unless a later one overrides.
 */
public final class PolicyMerge {
    private Policy policy = Policy.STANDARD;
    private final Set<PolicyKey> said = EnumSet.noneOf(PolicyKey.class);

    /** A layer of the user's own: a policy that is asked for, a configuration, flags. */
    public PolicyMerge add(PolicyLayer layer) {
        PolicyDraft taken = new PolicyDraft(policy);
        layer.values().forEach(taken::set);
        if (!layer.override()) {
            Policy narrower = policy.narrowedBy(taken.build());
            for (Map.Entry<PolicyKey, String> entry : layer.values().entrySet()) {
                if (said.contains(entry.getKey())) {
                    taken.set(entry.getKey(), entry.getKey().of(narrower));
                }
            }
        }
        policy = taken.build();
        said.addAll(layer.values().keySet());
        return this;
    }

    /** A layer that came with what is to be run: it narrows whatever holds so far, defaults too, and cannot override. */
    public PolicyMerge addUntrusted(PolicyLayer layer) {
        PolicyDraft theirs = new PolicyDraft(policy);
        layer.values().forEach(theirs::set);
        policy = policy.narrowedBy(theirs.build());
        said.addAll(layer.values().keySet());
        return this;
    }

    public Policy policy() {
        return policy;
    }
}
