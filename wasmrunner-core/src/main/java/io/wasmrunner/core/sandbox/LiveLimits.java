package io.wasmrunner.core.sandbox;

import io.wasmrunner.sandbox.quota.OsLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/** Changes limits of a worker that runs, in the cgroup that its launcher made for it (docs/launcher.md). */
public final class LiveLimits {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final long PERIOD = 100_000;

    private LiveLimits() {}

    /**
     * Sets those limits of processors and threads that change, or lifts them.
     *
     * @param launcher the process id of its launcher
     * @param before those that hold
     * @return whether they hold now; not when it was started without a cgroup for them
     */
    public static boolean set(ContainerId id, long launcher, OsLimits before, OsLimits limits) {
        try {
            Map<String, Path> groups = groups(id, launcher);
            boolean cpus = limits.cpus() == before.cpus() || setCpus(groups, limits.cpus());
            boolean pids = limits.pids() == before.pids()
                    || write(groups, "pids", "pids.max", Long.toString(WorkerLimits.pids(limits, false)));
            return cpus && pids;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean setCpus(Map<String, Path> groups, long thousandths) throws IOException {
        String quota = Long.toString(Math.max(1000, thousandths * PERIOD / 1000));
        return write(groups, "cpu", "cpu.cfs_quota_us", thousandths == 0 ? "-1" : quota)
                || write(groups, "", "cpu.max", (thousandths == 0 ? "max" : quota) + " " + PERIOD);
    }

    private static boolean write(Map<String, Path> groups, String controller, String file, String value)
            throws IOException {
        Path group = groups.getOrDefault(controller, groups.get(""));
        if (group == null || !Files.isWritable(group.resolve(file))) {
            return false;
        }
        Files.writeString(group.resolve(file), value, StandardOpenOption.WRITE);
        return true;
    }

    /** The folders of the worker's own cgroups by controller; that of version 2 has an empty name. */
    private static Map<String, Path> groups(ContainerId id, long launcher) throws IOException {
        Map<String, Path> groups = new TreeMap<>();
        Path children = Path.of("/proc", Long.toString(launcher), "task", Long.toString(launcher), "children");
        for (String child : Files.readString(children).strip().split(" ", -1)) {
            for (String line : Files.readAllLines(Path.of("/proc", child, "cgroup"))) {
                String[] parts = line.split(":", 3);
                if (parts.length == 3 && parts[2].endsWith("/wasmrunner-" + id.hex())) {
                    add(groups, parts[1], parts[2].substring(1));
                }
            }
        }
        return groups;
    }

    private static void add(Map<String, Path> groups, String controllers, String path) {
        if (controllers.isEmpty()) {
            Path hybrid = ROOT.resolve("unified");
            groups.put("", (Files.isDirectory(hybrid) ? hybrid : ROOT).resolve(path));
        }
        for (String controller : controllers.split(",", -1)) {
            if (!controller.isEmpty()) {
                groups.put(controller, ROOT.resolve(controller).resolve(path));
            }
        }
    }
}
