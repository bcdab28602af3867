package io.wasmrunner.core.run;

import io.wasmrunner.core.sandbox.RunEnd;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.runtime.engine.TrapException;
import io.wasmrunner.runtime.guest.GuestReport;
import io.wasmrunner.runtime.guest.Printable;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.quota.Quota;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.ArrayList;
import java.util.List;

/**
 * What the end of a run means.
 *
 * @param code the exit code
 * @param outOfMemory whether it ended for want of memory
 * @param messages what is worth a word about it, a line each; the first says why it ended, when it did not end well
 */
public record Conclusion(int code, boolean outOfMemory, List<String> messages) {
    /** As a process that SIGABRT ended: what a trap amounts to. */
    private static final int TRAPPED = 134;

    /** As a process that SIGXCPU ended. */
    private static final int CPU_TIME = 152;

    private static final int INTERRUPTED = 130;

    public Conclusion {
        messages = List.copyOf(messages);
    }

    /** That of a run with those quotas. */
    public static Conclusion of(RunEnd end, Quotas quotas) {
        if (end instanceof RunEnd.Killed killed) {
            String why = Deaths.describe(killed);
            return new Conclusion(
                    killed.cause() == EndRecord.Cause.CPU_TIME ? CPU_TIME : 128 + (killed.signal() & 0x7f),
                    killed.cause() == EndRecord.Cause.OUT_OF_MEMORY,
                    why.isEmpty() ? List.of() : List.of(name(killed.module()) + " " + why));
        }
        return of(((RunEnd.Reported) end).report(), quotas);
    }

    private static Conclusion of(GuestReport report, Quotas quotas) {
        // Most end so, and the first use of a switch over types makes a class, which takes milliseconds.
        if (report.outcome() instanceof Outcome.Exited(int status) && status == 0) {
            return new Conclusion(0, false, List.of());
        }
        List<String> messages = new ArrayList<>();
        int code = switch (report.outcome()) {
            case Outcome.Exited(int status) -> {
                if (status != 0) {
                    addDenied(report, quotas, messages);
                }
                yield status & 0xff;
            }
            case Outcome.Returned(var _) -> 0;
            case Outcome.Trapped(TrapException trap) -> trapped(report, trap, quotas, messages);
            case Outcome.Stopped(Quota quota, long limit) -> {
                messages.add(stopped(report, quota, limit));
                yield quota.exitCode();
            }
            case Outcome.Interrupted() -> INTERRUPTED;
            case Outcome.OutOfHostMemory() -> {
                messages.add("%s was stopped: the host has no memory left for it; give it less with -m"
                        .formatted(name(report.module())));
                yield Quota.MEMORY.exitCode();
            }
        };
        boolean stopped = report.outcome() instanceof Outcome.Stopped(Quota quota, long _) && quota == Quota.MEMORY;
        boolean trapped = report.outcome() instanceof Outcome.Trapped && code == Quota.MEMORY.exitCode();
        boolean host = report.outcome() instanceof Outcome.OutOfHostMemory;
        return new Conclusion(code, stopped || trapped || host, messages);
    }

    private static int trapped(GuestReport report, TrapException trap, Quotas quotas, List<String> messages) {
        if (report.outputClosed()) {
            return TRAPPED;
        }
        List<String> places = report.trapPlaces();
        String where = places.isEmpty() ? "" : ", in " + Printable.line(String.join(", called by ", places));
        messages.add("%s trapped: %s%s".formatted(name(report.module()), words(trap), where));
        return addDenied(report, quotas, messages) ? deniedQuota(report).exitCode() : TRAPPED;
    }

    private static String words(TrapException trap) {
        return trap.kind() == TrapException.Kind.OTHER
                ? Printable.line(trap.getMessage())
                : trap.kind().words();
    }

    private static Quota deniedQuota(GuestReport report) {
        return report.counters().memoryDenied() ? Quota.MEMORY : Quota.TABLE_ELEMENTS;
    }

    /** A guest that was denied memory often ends in its own words or none: this names the likely cause. */
    private static boolean addDenied(GuestReport report, Quotas quotas, List<String> messages) {
        if (!report.counters().memoryDenied() && !report.counters().tableDenied()) {
            return false;
        }
        Quota quota = deniedQuota(report);
        long limit = quotas.of(quota);
        if (limit == 0) {
            limit = report.engineMemory();
        }
        messages.add(reached(report, quota, limit));
        return true;
    }

    /** That a guest was denied more of something, which it may have outlived. */
    public static String reached(GuestReport report, Quota quota, long limit) {
        return "%s reached its %s, %s; raise it with %s"
                .formatted(name(report.module()), quota.title(), Quantities.print(quota, limit), quota.flag());
    }

    private static String stopped(GuestReport report, Quota quota, long limit) {
        String value = Quantities.print(quota, limit);
        String what = quota == Quota.WALL_TIME
                ? "after " + value + ": wall-time limit"
                : quota.title() + " reached, " + value;
        return "%s was stopped%s %s; raise it with %s, or 0 for none"
                .formatted(name(report.module()), quota == Quota.WALL_TIME ? "" : ":", what, quota.flag());
    }

    /** A worker that its guest took over may have made it up, and whoever sent the file has. */
    private static String name(String module) {
        return Printable.line(module);
    }
}
