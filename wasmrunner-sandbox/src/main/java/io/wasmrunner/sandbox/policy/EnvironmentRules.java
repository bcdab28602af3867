package io.wasmrunner.sandbox.policy;

import org.jspecify.annotations.Nullable;

/**
 * Which variables the guest may see.
 *
 * @param inherit whether it may be given the variables of whoever runs it, and not just those that are set for it
 * @param allow names it may see
 * @param deny names it may not see all the same
 */
public record EnvironmentRules(boolean inherit, Allowed allow, Globs deny) {

    /** The rule that keeps a variable from the guest; null when it may see it. */
    public @Nullable String refusal(String name) {
        return Rules.refusal("environment", allow, deny, name);
    }

    EnvironmentRules narrowedBy(EnvironmentRules other) {
        return new EnvironmentRules(inherit && other.inherit, allow.and(other.allow), deny.or(other.deny));
    }
}
