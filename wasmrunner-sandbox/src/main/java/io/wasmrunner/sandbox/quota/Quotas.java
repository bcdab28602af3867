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
}
