package io.wasmrunner.runtime.instrument;

import io.wasmrunner.runtime.module.ExternType;

/**
 * What to write into a module. How much fuel and how deep a call may go are not part of it: the host sets them when it
 * runs the module, so that every amount shares one compiled module.
 *
 * @param memoryLimit bytes that all memories together may grow to; 0 for no limit
 * @param tableLimit elements that all tables together may grow to; 0 for no limit
 * @param fuel count the work done down, and stop when none is left
 * @param callDepth count nested calls, and stop when they go too deep
 * @param growthWatch remember that a memory or table could not grow
 */
public record Instrumentation(long memoryLimit, long tableLimit, boolean fuel, boolean callDepth, boolean growthWatch) {
    /** Goes up whenever the same module and options give other bytes: belongs in the key of whatever caches them. */
    public static final int VERSION = 1;

    public static final Instrumentation NONE = new Instrumentation(0, 0, false, false, false);

    public Instrumentation {
        if (memoryLimit < 0 || tableLimit < 0) {
            throw new IllegalArgumentException("a limit is negative");
        }
    }

    /** Bytes; the part of a last page that is not whole is lost. */
    public Instrumentation withMemoryLimit(long bytes) {
        return new Instrumentation(bytes, tableLimit, fuel, callDepth, growthWatch);
    }

    public Instrumentation withMemoryPages(long pages) {
        return withMemoryLimit(Math.multiplyExact(pages, (long) ExternType.Memory.PAGE));
    }

    public Instrumentation withTableLimit(long elements) {
        return new Instrumentation(memoryLimit, elements, fuel, callDepth, growthWatch);
    }

    public Instrumentation withFuel() {
        return new Instrumentation(memoryLimit, tableLimit, true, callDepth, growthWatch);
    }

    public Instrumentation withCallDepth() {
        return new Instrumentation(memoryLimit, tableLimit, fuel, true, growthWatch);
    }

    public Instrumentation withGrowthWatch() {
        return new Instrumentation(memoryLimit, tableLimit, fuel, callDepth, true);
    }

    public boolean isNone() {
        return memoryLimit == 0 && tableLimit == 0 && !touchesCode();
    }

    /** Whether function bodies have to be read. */
    boolean touchesCode() {
        return fuel || callDepth || growthWatch;
    }

    /** Short and unique, for cache keys: {@code v1-m1048576-t0-fuel}. */
    public String key() {
        return "v" + VERSION + "-m" + memoryLimit + "-t" + tableLimit + (fuel ? "-fuel" : "")
                + (callDepth ? "-depth" : "") + (growthWatch ? "-growth" : "");
    }
}
