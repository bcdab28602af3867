package io.wasmrunner.registry.server.access;

import io.wasmrunner.registry.reference.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may do what. Without rules, everybody who proved who they are may do everything, and nobody else anything.
 *
 * @param groups their members, by name
 */
public record AccessPolicy(List<AccessRule> rules, Map<String, Set<String>> groups) {
    public AccessPolicy {
        rules = List.copyOf(rules);
        groups = Map.copyOf(groups);
    }

    /** @param user empty for somebody who did not say */
    public boolean allows(String user, RepositoryName repository, Action action) {
        if (rules.isEmpty()) {
            return !user.isEmpty();
        }
        return rules.stream()
                .anyMatch(rule -> rule.actions().contains(action)
                        && rule.repositories().matches(repository.text())
                        && covers(rule, user));
    }

    /** Whether somebody who did not say who they are may do anything at all. */
    public boolean knowsAnonymous() {
        return rules.stream().anyMatch(AccessRule::anonymous);
    }

    private boolean covers(AccessRule rule, String user) {
        if (user.isEmpty()) {
            return rule.anonymous();
        }
        return rule.anonymous()
                || rule.users().contains("*")
                || rule.users().contains(user)
                || rule.groups().stream()
                        .anyMatch(group -> groups.getOrDefault(group, Set.of()).contains(user));
    }

    /** A caller of whom it is known that they are that user. */
    public Caller caller(String user) {
        return new PolicyCaller(user, this);
    }
}
