package io.wasmrunner.core.stats;

import io.wasmrunner.runtime.guest.GuestUsage;
import io.wasmrunner.sandbox.shim.Counters;
import io.wasmrunner.sandbox.shim.Reply;
import io.wasmrunner.sandbox.shim.ShimControl;
import io.wasmrunner.sandbox.shim.ShimLock;
import io.wasmrunner.sandbox.shim.ShimState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The process in which a container's guest runs.
 *
 * @param startTime clock ticks since the machine started; with it the id means this process and no other
 * @param guest what its guest has used up to now, by the worker's own word
 */
public record Worker(long pid, long startTime, GuestUsage guest) {
    private static final int START_TIME = 22;

    /** A thread of it: clock ticks of a processor that it has used. */
    public record ThreadTime(long id, String name, long ticks) {}

    /** A process and no other, also when its id is given to another later. */
    public record Identity(long pid, long startTime) {}

    public Identity identity() {
        return new Identity(pid, startTime);
    }

    /** The worker of the container with that folder; empty when no guest of it runs now. */
    public static Optional<Worker> of(Path folder) {
        try (ShimControl shim = ShimControl.connect(folder).orElse(null)) {
            if (shim == null
                    || !(shim.state() instanceof Reply.Done<ShimState>(ShimState state))
                    || !(shim.counters() instanceof Reply.Done<Counters>(Counters counters))) {
                return Optional.empty();
            }
            OptionalLong pid = find(state);
            return pid.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Worker(
                            pid.getAsLong(), ShimLock.startTime(pid.getAsLong()), GuestUsage.of(counters.tally())));
        }
    }

    /**
     * The launcher may have a second child, which connects to the network for the guest: the worker is the first process of
     * a namespace of its own and, where there are none, the one with the threads of a Java machine.
     */
    private static OptionalLong find(ShimState state) {
        long launcher = state.launcher();
        if (launcher == 0 || ShimLock.startTime(launcher) != state.launcherStart()) {
            return OptionalLong.empty();
        }
        OptionalLong found =
                Proc.childrenOf(launcher).stream().max(Comparator.comparingLong(Worker::likelihood)).stream()
                        .mapToLong(Long::longValue)
                        .findFirst();
        // Its children were its own only if it still lives.
        return ShimLock.startTime(launcher) == state.launcherStart() ? found : OptionalLong.empty();
    }

    private static long likelihood(long pid) {
        String status = Proc.text(Proc.of(pid).resolve("status"));
        boolean first = Proc.line(status, "NSpid").endsWith("\t1");
        return Proc.number(status, "Threads") + (first ? Integer.MAX_VALUE : 0);
    }

    /** What it uses now; empty when it is gone. */
    public Optional<Sample> sample() {
        Path folder = Proc.of(pid);
        String stat = Proc.text(folder.resolve("stat"));
        String status = Proc.text(folder.resolve("status"));
        String io = Proc.text(folder.resolve("io"));
        Sample sample = new Sample(
                System.nanoTime(),
                Proc.field(stat, 14) + Proc.field(stat, 15),
                Proc.number(status, "VmRSS") << 10,
                Proc.number(status, "Threads"),
                Proc.number(io, "read_bytes"),
                Proc.number(io, "write_bytes"),
                guest);
        return Proc.field(stat, START_TIME) == startTime ? Optional.of(sample) : Optional.empty();
    }

    /** Its threads, those with the most time first. */
    public List<ThreadTime> threads() {
        List<ThreadTime> threads = new ArrayList<>();
        for (long id : Proc.threadsOf(pid)) {
            String stat = Proc.text(Proc.of(pid).resolve("task/" + id + "/stat"));
            if (!stat.isEmpty()) {
                threads.add(new ThreadTime(id, Proc.name(stat), Proc.field(stat, 14) + Proc.field(stat, 15)));
            }
        }
        threads.sort(Comparator.comparingLong(ThreadTime::ticks).reversed().thenComparingLong(ThreadTime::id));
        return threads;
    }

    /** Clock ticks since it started. */
    public long age() {
        return Math.max(0, Proc.now() - startTime);
    }

    /** Nanoseconds of so many clock ticks. */
    public static long nanoseconds(long ticks) {
        return ticks * (1_000_000_000 / Proc.TICKS);
    }
}
