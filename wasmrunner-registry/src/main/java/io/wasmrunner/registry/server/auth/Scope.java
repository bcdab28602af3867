package io.wasmrunner.registry.server.auth;

import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.server.access.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a token is asked for: {@code repository:<name>:<action>,…} (distribution, "Token Scope Documentation").
 *
 * @param name of a repository; {@code catalog} for the type {@code registry}
 */
record Scope(String type, String name, Set<String> actions) {
    static final String REPOSITORY = "repository";
    static final String REGISTRY = "registry";
    static final String CATALOG = "catalog";

    /** Longer ones, and more of them, nobody needs. */
    private static final int MOST = 100;

    /** What makes no sense is left out: less may be granted than was asked for. */
    static List<Scope> parse(List<String> texts) {
        List<Scope> scopes = new ArrayList<>();
        for (String text : texts) {
            for (String one : text.split(" ", MOST)) {
                int first = one.indexOf(':');
                int last = one.lastIndexOf(':');
                if (first > 0 && last > first && scopes.size() < MOST) {
                    scopes.add(new Scope(
                            one.substring(0, first),
                            one.substring(first + 1, last),
                            Set.copyOf(Arrays.asList(one.substring(last + 1).split(",", MOST)))));
                }
            }
        }
        return scopes;
    }

    Optional<RepositoryName> repository() {
        return type.equals(REPOSITORY) && RepositoryName.isName(name)
                ? Optional.of(new RepositoryName(name))
                : Optional.empty();
    }

    Set<Action> known() {
        Set<Action> known = EnumSet.noneOf(Action.class);
        for (Action action : Action.values()) {
            if (actions.contains(action.toString()) || actions.contains("*")) {
                known.add(action);
            }
        }
        return known;
    }
}
