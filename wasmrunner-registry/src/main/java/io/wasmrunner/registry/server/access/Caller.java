package io.wasmrunner.registry.server.access;

import io.wasmrunner.registry.reference.RepositoryName;
import java.util.List;
import java.util.Map;

/** Who sent a request, as far as that was proved. */
public interface Caller {
    /** Somebody of whom nothing is known yet. */
    Caller NOBODY = new AccessPolicy(List.of(), Map.of()).caller("");

    /** The name of the user; empty for somebody who did not say. */
    String user();

    boolean may(RepositoryName repository, Action action);

    /** Whether they may ask which repositories there are; they are told those that they see. */
    boolean mayList();

    /** Whether the repository is in their list. */
    boolean sees(RepositoryName repository);
}
