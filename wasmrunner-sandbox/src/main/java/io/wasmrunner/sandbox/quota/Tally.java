package io.wasmrunner.sandbox.quota;

import java.nio.LongBuffer;

/**
 * Counts what a guest uses, where nothing limits it too. The counters may lie in memory that outlives the process. Used by
 * the guest's thread alone.
 */
public final class Tally {
    /** How many counters a tally has. */
    public static final int SIZE = 192;

    private static final int PEAK_MEMORY = 0;
    private static final int BYTES_IN = 1;
    private static final int BYTES_OUT = 2;
    private static final int FUEL = 3;
    private static final int CALLS = 16;

    private final LongBuffer counters;

    /** Over {@link #SIZE} counters. */
    public Tally(LongBuffer counters) {
        this.counters = counters;
    }

    /** At zero, in this process. */
    public static Tally fresh() {
        return new Tally(LongBuffer.allocate(SIZE));
    }

    private void add(int index, long amount) {
        counters.put(index, counters.get(index) + amount);
    }

    /** A call of the host function of that number, below 128. */
    public void call(int function) {
        add(CALLS + function, 1);
    }

    public int bytesIn(int count) {
        add(BYTES_IN, count);
        return count;
    }

    public int bytesOut(int count) {
        add(BYTES_OUT, count);
        return count;
    }

    /** Linear memory has this many bytes now. */
    public void memory(long bytes) {
        if (bytes > counters.get(PEAK_MEMORY)) {
            counters.put(PEAK_MEMORY, bytes);
        }
    }

    /** The guest has used this many instructions. */
    public void fuel(long used) {
        counters.put(FUEL, used);
    }

    /** Bytes of linear memory at most. */
    public long peakMemory() {
        return counters.get(PEAK_MEMORY);
    }

    /** Bytes read from files, streams and sockets. */
    public long bytesIn() {
        return counters.get(BYTES_IN);
    }

    /** Bytes written to files, streams and sockets. */
    public long bytesOut() {
        return counters.get(BYTES_OUT);
    }

    /** Instructions; counted only with a fuel limit. */
    public long fuel() {
        return counters.get(FUEL);
    }

    /** Calls of the host function of that number. */
    public long calls(int function) {
        return counters.get(CALLS + function);
    }
}
