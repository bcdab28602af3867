package io.wasmrunner.sandbox.launch;

import io.wasmrunner.sandbox.quota.Tally;
import java.nio.LongBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher wrote down about a worker that ended.
 *
 * @param missing mechanisms of the strict sandbox that could not be had, {@code name: why}
 * @param unlimited limits that could not be set, {@code name: why}
 * @param worker what the worker said of itself; it may have been taken over by its guest
 */
public record EndRecord(
        Ending ending, Cause cause, List<String> missing, List<String> unlimited, Usage usage, Ledgered worker) {
    public static final String KIND = "wasmrunner-end";

    private static final String BY_SIGNAL = "signal ";

    public EndRecord {
        missing = List.copyOf(missing);
        unlimited = List.copyOf(unlimited);
    }

    /** How the process ended. */
    public sealed interface Ending {
        /** By itself, with this status. */
        record Exited(int status) implements Ending {}

        record Killed(int signal) implements Ending {}

        /** It was never started. */
        record NotStarted(String why) implements Ending {}
    }

    /** Why it was killed. */
    public enum Cause {
        NONE,
        /** The launcher's deadline passed. */
        DEADLINE,
        /** The process that started it is gone. */
        ORPHANED,
        /** The launcher was asked to stop by a signal. */
        SIGNAL,
        /** The kernel, at the memory limit of its cgroup. */
        OUT_OF_MEMORY,
        /** The kernel, at the limit of CPU time. */
        CPU_TIME
    }

    /**
     * What it used; times in nanoseconds, sizes in bytes.
     *
     * @param setUp the launcher's own work before the JVM starts
     */
    public record Usage(long wall, long user, long system, long maxResident, long setUp) {}

    /**
     * What stands in the ledger.
     *
     * @param tally what it counted of its guest
     * @param text records, without a kind
     */
    public record Ledgered(Ledger.State state, Tally tally, Records text) {}

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public static EndRecord parse(byte[] bytes) {
        Records records = Records.parse(KIND, bytes);
        return new EndRecord(
                ending(records),
                cause(records),
                records.all("missing"),
                records.all("unlimited"),
                new Usage(
                        records.number("wall-ns", 0),
                        records.number("user-us", 0) * 1000,
                        records.number("system-us", 0) * 1000,
                        records.number("max-rss", 0),
                        records.number("set-up-us", 0) * 1000),
                worker(records));
    }

    private static Ending ending(Records records) {
        @Nullable String failed = records.find("failed");
        if (failed != null) {
            return new Ending.NotStarted(failed);
        }
        long signal = records.number("signal", 0);
        String stopped = records.find("stopped");
        if (stopped != null && stopped.startsWith(BY_SIGNAL)) {
            // It is the launcher that kills then, on behalf of whoever sent that one.
            signal = Long.parseLong(stopped.substring(BY_SIGNAL.length()));
        }
        return signal == 0 ? new Ending.Exited(Integer.parseInt(records.get("exit"))) : new Ending.Killed((int) signal);
    }

    private static Cause cause(Records records) {
        @Nullable String stopped = records.find("stopped");
        if (stopped != null) {
            return stopped.equals("deadline")
                    ? Cause.DEADLINE
                    : stopped.equals("parent-gone") ? Cause.ORPHANED : Cause.SIGNAL;
        }
        if (records.find("oom") != null) {
            return Cause.OUT_OF_MEMORY;
        }
        return records.find("cpu-time") == null ? Cause.NONE : Cause.CPU_TIME;
    }

    private static Ledgered worker(Records records) {
        long[] counters = new long[Ledger.COUNTER_COUNT];
        Records text = new Records();
        for (int i = 0; i < records.size(); i++) {
            String key = records.key(i);
            String value = records.value(i);
            if (key.startsWith("worker.count.")) {
                int index = Integer.parseInt(key.substring("worker.count.".length()));
                if (index >= 0 && index < counters.length) {
                    counters[index] = Long.parseUnsignedLong(value);
                }
            } else if (key.equals("worker.text")) {
                int equals = value.indexOf('=');
                if (equals > 0) {
                    text.add(value.substring(0, equals), value.substring(equals + 1));
                }
            }
        }
        return new Ledgered(
                Ledger.State.of(records.number("worker.state", 0)), new Tally(LongBuffer.wrap(counters)), text);
    }
}
