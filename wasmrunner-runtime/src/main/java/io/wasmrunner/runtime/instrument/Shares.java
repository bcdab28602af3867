package io.wasmrunner.runtime.instrument;

import io.wasmrunner.runtime.module.ExternType;
import io.wasmrunner.runtime.module.Limits;
import java.util.List;

/**
 * Divides a limit among a module's memories or tables: each gets what it needs at start, and what is left is divided
 * evenly, in order, so that together they can never exceed the limit.
 */
final class Shares {
    private Shares() {}

    /** The maximum of each memory, in its pages. */
    static long[] memories(List<ExternType.Memory> memories, long limit) {
        int count = memories.size();
        long[] minima = new long[count];
        long[] maxima = new long[count];
        long needed = 0;
        for (int i = 0; i < count; i++) {
            ExternType.Memory memory = memories.get(i);
            minima[i] = bytes(memory.limits().minimum(), memory.pageSize());
            maxima[i] = min(largest(memory), bytes(memory.limits().maximum().orElse(-1), memory.pageSize()));
            needed = add(needed, minima[i]);
        }
        if (Long.compareUnsigned(needed, limit) > 0) {
            throw LimitExceededAtStartException.memory(needed, limit);
        }
        long spare = limit - needed;
        long[] result = new long[count];
        for (int i = 0; i < count; i++) {
            int pageSize = memories.get(i).pageSize();
            long most = min(maxima[i], minima[i] + spare / (count - i));
            result[i] = Long.divideUnsigned(most, pageSize);
            spare -= result[i] * pageSize - minima[i];
        }
        return result;
    }

    /** The maximum of each table, in elements. */
    static long[] tables(List<ExternType.Table> tables, long limit) {
        int count = tables.size();
        long needed = 0;
        for (ExternType.Table table : tables) {
            needed = add(needed, table.limits().minimum());
        }
        if (Long.compareUnsigned(needed, limit) > 0) {
            throw LimitExceededAtStartException.table(needed, limit);
        }
        long spare = limit - needed;
        long[] result = new long[count];
        for (int i = 0; i < count; i++) {
            Limits limits = tables.get(i).limits();
            long largest = limits.wide() ? -1 : 0xffff_ffffL;
            long most = min(largest, limits.minimum() + spare / (count - i));
            result[i] = min(limits.maximum().orElse(-1), most);
            spare -= result[i] - limits.minimum();
        }
        return result;
    }

    /** A 32-bit memory's size must be a 32-bit number of pages and at most 4 GiB. */
    private static long largest(ExternType.Memory memory) {
        if (memory.limits().wide()) {
            return -1;
        }
        return memory.pageSize() == 1 ? 0xffff_ffffL : 0x1_0000_0000L;
    }

    private static long bytes(long pages, int pageSize) {
        return Long.compareUnsigned(pages, Long.divideUnsigned(-1, pageSize)) > 0 ? -1 : pages * pageSize;
    }

    private static long add(long a, long b) {
        long sum = a + b;
        return Long.compareUnsigned(sum, a) < 0 ? -1 : sum;
    }

    private static long min(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }
}
