package io.wasmrunner.core.sandbox;

import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.sandbox.launch.Records;
import io.wasmrunner.sandbox.quota.OsLimits;

/** The limits that the kernel keeps for a worker, some of them unasked. */
final class WorkerLimits {
    /** Bytes that a worker takes beside its heap: code, stacks, metadata, and what an engine has of its own. */
    private static final long BESIDE_HEAP = 320L << 20;

    /** Tasks; a JVM has about 20, and compiles with a few more. */
    private static final long PIDS = 256;

    /** Descriptors that a worker has open beside its guest's. */
    private static final long OWN_FILES = 128;

    private WorkerLimits() {}

    /**
     * Adds them.
     *
     * @param heap bytes that the worker's heap may grow to
     * @param required whether the guest does not run when a limit cannot be set: then only those that were asked for are
     */
    static void write(GuestSpec guest, long heap, boolean required, Records spec) {
        OsLimits limits = guest.policy().limits();
        spec.add("memory", heap + BESIDE_HEAP);
        add(spec, "pids", limits.pids() == 0 && !required ? PIDS : limits.pids());
        add(spec, "cpus-milli", limits.cpus());
        add(spec, "read-bps", limits.readRate());
        add(spec, "write-bps", limits.writeRate());
        add(spec, "fsize", limits.fileSize());
        add(spec, "cpu-seconds", limits.cpuSeconds());
        long files = guest.quotas().openFiles();
        add(spec, "nofile", limits.hostFiles() != 0 || files == 0 ? limits.hostFiles() : files + OWN_FILES);
    }

    private static void add(Records spec, String key, long limit) {
        if (limit != 0) {
            spec.add(key, limit);
        }
    }

    /** Whether the user asked for a limit of that name, and should hear when it cannot be set. */
    static boolean isAskedFor(GuestSpec guest, String name) {
        OsLimits limits = guest.policy().limits();
        return switch (name) {
            case "pids" -> limits.pids() != 0;
            case "memory" -> false;
            default -> true;
        };
    }
}
