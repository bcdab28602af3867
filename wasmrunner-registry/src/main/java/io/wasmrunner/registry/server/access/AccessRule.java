package io.wasmrunner.registry.server.access;

import io.wasmrunner.registry.text.Glob;
import java.util.Set;

/**
 * Lets some people do some things with some repositories. Nothing takes away what a rule gives.
 *
 * @param users by name; {@code *} is everybody who proved who they are
 * @param anonymous whether those are meant, too, who did not
 */
public record AccessRule(
        Glob repositories, Set<String> users, Set<String> groups, boolean anonymous, Set<Action> actions) {
    public AccessRule {
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
        actions = Set.copyOf(actions);
    }
}
