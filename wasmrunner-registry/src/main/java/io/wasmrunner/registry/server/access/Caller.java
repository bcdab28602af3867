package io.wasmrunner.registry.server.access;

import io.wasmrunner.registry.reference.RepositoryName;

/** Who sent a request, as far as that was proved. */
public interface Caller {
    /** The name of the user; empty for somebody who did not say. */
    String user();

    boolean may(RepositoryName repository, Action action);
}
