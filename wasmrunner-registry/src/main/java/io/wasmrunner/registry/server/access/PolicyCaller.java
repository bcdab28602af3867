package io.wasmrunner.registry.server.access;

import io.wasmrunner.registry.reference.RepositoryName;

/** A caller who may do what the rules say of them. */
record PolicyCaller(String user, AccessPolicy policy) implements Caller {
    @Override
    public boolean may(RepositoryName repository, Action action) {
        return policy.allows(user, repository, action);
    }

    @Override
    public boolean mayList() {
        return !user.isEmpty() || policy.knowsAnonymous();
    }

    @Override
    public boolean sees(RepositoryName repository) {
        return may(repository, Action.PULL);
    }
}
