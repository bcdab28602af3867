package io.wasmrunner.runtime.run;

import java.util.OptionalLong;

/**
 * What instrumentation counted in a guest.
 *
 * @param fuelLeft instructions; absent without a fuel limit
 * @param memoryDenied a {@code memory.grow} failed
 * @param tableDenied a {@code table.grow} failed
 * @param memory bytes of linear memory at the end, which are the most it ever had
 */
public record GuestCounters(OptionalLong fuelLeft, boolean memoryDenied, boolean tableDenied, long memory) {
    static final GuestCounters NONE = new GuestCounters(OptionalLong.empty(), false, false, 0);
}
