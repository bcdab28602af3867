package io.wasmrunner.registry.server.auth;

import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.server.access.AccessPolicy;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.server.access.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A caller who has a token.
 *
 * @param catalog whether the token is good for the list of repositories
 * @param policy what the rules say now, for tokens of this server; another issuer's token stands for itself
 */
record Grants(
        String user, Map<RepositoryName, Set<Action>> repositories, boolean catalog, Optional<AccessPolicy> policy)
        implements Caller {
    Grants {
        repositories = repositories.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
    }

    @Override
    public boolean may(RepositoryName repository, Action action) {
        return repositories.getOrDefault(repository, Set.of()).contains(action)
                && (policy.isEmpty() || policy.get().allows(user, repository, action));
    }

    @Override
    public boolean mayList() {
        return catalog;
    }

    @Override
    public boolean sees(RepositoryName repository) {
        return policy.isEmpty() || policy.get().allows(user, repository, Action.PULL);
    }
}
