package io.wasmrunner.core.sandbox;

import io.wasmrunner.sandbox.quota.Quotas;
import java.util.List;
import java.util.Optional;

/** Whether worker processes can be had, and what they are started with. */
public final class Workers {
    private Workers() {}

    /** Why guests cannot run in workers here; empty when they can. */
    public static Optional<String> problem() {
        return Installation.problem();
    }

    /** The options of a worker's JVM, for a small module. */
    public static List<String> jvmOptions(Quotas quotas) {
        return Installation.jvmOptions(WorkerHeap.of(quotas.memory(), 0));
    }
}
