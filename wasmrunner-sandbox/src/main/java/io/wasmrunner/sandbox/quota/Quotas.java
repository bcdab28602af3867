package io.wasmrunner.sandbox.quota;

/**
 * The limits of one guest; 0 means no limit everywhere.
 *
 * @param memory bytes of linear memory, all memories together
 * @param wallTime nanoseconds from the start of the guest to its end
 * @param fuel instructions
 * @param hostCalls calls of imported host functions
 * @param openFiles descriptors open at once, the standard three and the pre-opened ones included
 * @param output bytes written to stdout and stderr together
 * @param disk bytes written to files, counted as they are written
 * @param tableElements elements of all tables together
 * @param callDepth nested guest calls
 */
public record Quotas(
        long memory,
        long wallTime,
        long fuel,
        long hostCalls,
        long openFiles,
        long output,
        long disk,
        long tableElements,
        long callDepth) {

    /** 1 GiB of memory, 1,024 open files, 10,000,000 table elements, nothing else. */
    public static final Quotas DEFAULT = new Quotas(1L << 30, 0, 0, 0, 1024, 0, 0, 10_000_000, 0);

    public static final Quotas NONE = new Quotas(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Checks that none is negative.
     *
     * @throws IllegalArgumentException when one is
     */
    public Quotas {
        Ranges.check("memory", memory, 1, Long.MAX_VALUE);
        Ranges.check("wall time", wallTime, 1, Long.MAX_VALUE);
        Ranges.check("fuel", fuel, 1, Long.MAX_VALUE);
        Ranges.check("host calls", hostCalls, 1, Long.MAX_VALUE);
        Ranges.check("open files", openFiles, 1, Long.MAX_VALUE);
        Ranges.check("output", output, 1, Long.MAX_VALUE);
        Ranges.check("disk", disk, 1, Long.MAX_VALUE);
        Ranges.check("table elements", tableElements, 1, Long.MAX_VALUE);
        Ranges.check("call depth", callDepth, 1, Long.MAX_VALUE);
    }

    /** The limit of one thing, in that thing's unit; 0 for none. */
    public long of(Quota quota) {
        return switch (quota) {
            case MEMORY -> memory;
            case WALL_TIME -> wallTime;
            case FUEL -> fuel;
            case HOST_CALLS -> hostCalls;
            case OPEN_FILES -> openFiles;
            case OUTPUT -> output;
            case DISK -> disk;
            case TABLE_ELEMENTS -> tableElements;
            case CALL_DEPTH -> callDepth;
        };
    }

    /** The lower limit of each thing. */
    public Quotas narrowedBy(Quotas other) {
        return new Quotas(
                Ranges.lower(memory, other.memory),
                Ranges.lower(wallTime, other.wallTime),
                Ranges.lower(fuel, other.fuel),
                Ranges.lower(hostCalls, other.hostCalls),
                Ranges.lower(openFiles, other.openFiles),
                Ranges.lower(output, other.output),
                Ranges.lower(disk, other.disk),
                Ranges.lower(tableElements, other.tableElements),
                Ranges.lower(callDepth, other.callDepth));
    }
}
