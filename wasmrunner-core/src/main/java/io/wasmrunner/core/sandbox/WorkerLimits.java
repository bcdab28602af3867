package io.wasmrunner.core.sandbox;

import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.sandbox.launch.Records;
import io.wasmrunner.sandbox.quota.OsLimits;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The limits that the kernel keeps for a worker, some of them unasked. */
final class WorkerLimits {
    /** Bytes that a worker takes beside its heap: code, stacks, metadata, and what an engine has of its own. */
    private static final long BESIDE_HEAP = 320L << 20;

    /** Tasks; a JVM has about 20, and compiles with a few more. */
    private static final long PIDS = 256;

    /** Descriptors that a worker has open beside its guest's. */
    private static final long OWN_FILES = 128;

    /** The launcher's names of limits, and which controller keeps each. */
    private static final Map<String, String> CONTROLLERS =
            new TreeMap<>(Map.of("cpus", "cpu", "pids", "pids", "read-bps", "io", "write-bps", "io"));

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
        add(spec, "pids", pids(limits, required));
        add(spec, "cpus-milli", limits.cpus());
        add(spec, "read-bps", limits.readRate());
        add(spec, "write-bps", limits.writeRate());
        add(spec, "fsize", limits.fileSize());
        add(spec, "cpu-seconds", limits.cpuSeconds());
        long files = guest.quotas().openFiles();
        add(spec, "nofile", limits.hostFiles() != 0 || files == 0 ? limits.hostFiles() : files + OWN_FILES);
    }

    /** How many tasks a worker may have; 0 for any number. */
    static long pids(OsLimits limits, boolean required) {
        return limits.pids() == 0 && !required ? PIDS : limits.pids();
    }

    private static void add(Records spec, String key, long limit) {
        if (limit != 0) {
            spec.add(key, limit);
        }
    }

    /** What is said when a limit that was asked for cannot be set. */
    static void warn(GuestSpec guest, String name, String why, Consumer<String> warnings) {
        if (isAskedFor(guest, name)) {
            warnings.accept("a limit could not be set: " + name + ": " + why + "; see wasmrunner system check");
        }
    }

    /** Says it of each limit whose controller is missing. */
    static void warn(GuestSpec guest, Map<String, String> missingControllers, Consumer<String> warnings) {
        for (Map.Entry<String, String> limit : CONTROLLERS.entrySet()) {
            String why = missingControllers.get(limit.getValue());
            if (why != null) {
                warn(guest, limit.getKey(), why, warnings);
            }
        }
    }

    /** Whether a limit was asked for that a controller of cgroups keeps. */
    static boolean areAskedFor(GuestSpec guest) {
        for (String name : CONTROLLERS.keySet()) {
            if (isAskedFor(guest, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAskedFor(GuestSpec guest, String name) {
        OsLimits limits = guest.policy().limits();
        return switch (name) {
            case "cpus" -> limits.cpus() != 0;
            case "pids" -> limits.pids() != 0;
            case "read-bps" -> limits.readRate() != 0;
            case "write-bps" -> limits.writeRate() != 0;
            case "memory" -> false;
            default -> true;
        };
    }
}
