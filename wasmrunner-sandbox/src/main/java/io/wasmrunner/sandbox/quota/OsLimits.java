package io.wasmrunner.sandbox.quota;

/**
 * The limits that the kernel keeps for the whole worker process, its JVM included; 0 means no limit everywhere.
 *
 * @param cpus thousandths of a processor, 10 to 1,024,000: the worker's share of time (cgroup)
 * @param cpuTime nanoseconds of processor time, user and system together; the kernel counts whole seconds, so it is
 *     rounded up to them (rlimit)
 * @param pids processes and threads, 32 to 4,194,304: the worker's own JVM has about 20 (cgroup)
 * @param readRate bytes a second read from block devices (cgroup)
 * @param writeRate bytes a second written to block devices (cgroup)
 * @param fileSize bytes that any file may grow to (rlimit)
 * @param hostFiles descriptors that the worker has open, 64 to 1,048,576: its own JVM's, some 20, included (rlimit)
 */
public record OsLimits(
        long cpus, long cpuTime, long pids, long readRate, long writeRate, long fileSize, long hostFiles) {

    public static final OsLimits NONE = new OsLimits(0, 0, 0, 0, 0, 0, 0);

    private static final long SECOND = 1_000_000_000L;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException outside of them
     */
    public OsLimits {
        Ranges.check("cpus, in thousandths,", cpus, 10, 1_024_000);
        Ranges.check("CPU time", cpuTime, 1, Long.MAX_VALUE);
        Ranges.check("pids", pids, 32, 4_194_304);
        Ranges.check("read rate", readRate, 1, Long.MAX_VALUE);
        Ranges.check("write rate", writeRate, 1, Long.MAX_VALUE);
        Ranges.check("file size", fileSize, 1, Long.MAX_VALUE);
        Ranges.check("open host files", hostFiles, 64, 1_048_576);
    }

    /** CPU time in whole seconds, rounded up; 0 for none. */
    public long cpuSeconds() {
        return cpuTime / SECOND + (cpuTime % SECOND == 0 ? 0 : 1);
    }

    /** Whether anything is limited. */
    public boolean any() {
        return (cpus | cpuTime | pids | readRate | writeRate | fileSize | hostFiles) != 0;
    }

    /** The lower limit of each thing. */
    public OsLimits narrowedBy(OsLimits other) {
        return new OsLimits(
                Ranges.lower(cpus, other.cpus),
                Ranges.lower(cpuTime, other.cpuTime),
                Ranges.lower(pids, other.pids),
                Ranges.lower(readRate, other.readRate),
                Ranges.lower(writeRate, other.writeRate),
                Ranges.lower(fileSize, other.fileSize),
                Ranges.lower(hostFiles, other.hostFiles));
    }
}
