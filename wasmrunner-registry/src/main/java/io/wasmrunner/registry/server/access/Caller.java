package io.wasmrunner.registry.server.access;

import io.wasmrunner.registry.reference.RepositoryName;

/** Who sent a request, as far as that was proved. */
public interface Caller {
    /** The name of the user; empty for somebody who did not say. */
    String user();

    boolean may(RepositoryName repository, Action action);

    /** Whether they may ask which repositories there are; they are told those that they see. */
    boolean mayList();

    /** Whether the repository is in their list. */
    boolean sees(RepositoryName repository);
}
