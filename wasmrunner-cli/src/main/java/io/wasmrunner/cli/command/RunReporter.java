package io.wasmrunner.cli.command;

import io.wasmrunner.core.sandbox.RunEnd;
import io.wasmrunner.runtime.engine.TrapException;
import io.wasmrunner.runtime.guest.GuestReport;
import io.wasmrunner.runtime.guest.Printable;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.policy.Enforce;
import io.wasmrunner.sandbox.quota.Quota;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.ArrayList;
import java.util.List;

/** Says how a guest ended when that is worth a word, and what the process is to exit with. */
final class RunReporter {
    /** As a process that SIGABRT ended: what a trap amounts to. */
    private static final int TRAPPED = 134;

    /** As a process that SIGXCPU ended. */
    private static final int CPU_TIME = 152;

    private static final int INTERRUPTED = 130;
    private static final int SHOWN_VIOLATIONS = 3;

    private final Context context;
    private final boolean quiet;
    private final String verb;

    /**
     * A reporter.
     *
     * @param quiet whether attempts are not mentioned
     * @param enforce whether they were refused
     */
    RunReporter(Context context, boolean quiet, Enforce enforce) {
        this.context = context;
        this.quiet = quiet;
        this.verb = enforce == Enforce.REFUSE ? "refused" : "recorded";
    }

    int report(GuestReport report, Quotas quotas) {
        if (!quiet && !report.outputClosed()) {
            violations(report.violations(), report.refusals());
        }
        if (!quiet && report.openFilesRefused()) {
            reached(report, Quota.OPEN_FILES, quotas.openFiles());
        }
        if (report.outcome() instanceof Outcome.Exited(int code) && code == 0) {
            return 0;
        }
        return switch (report.outcome()) {
            case Outcome.Exited(int code) -> {
                mentionDenied(report, quotas);
                yield code & 0xff;
            }
            case Outcome.Returned(var values) -> {
                values.forEach(context.out()::println);
                context.out().flush();
                yield 0;
            }
            case Outcome.Trapped(TrapException trap) -> trapped(report, trap, quotas);
            case Outcome.Stopped(Quota quota, long limit) -> stopped(report, quota, limit);
            case Outcome.Interrupted() -> INTERRUPTED;
            case Outcome.OutOfHostMemory() -> {
                context.warn("%s was stopped: the host has no memory left for it; give it less with -m"
                        .formatted(name(report.module())));
                yield Quota.MEMORY.exitCode();
            }
        };
    }

    /** Says what killed the process that held the guest. */
    int killed(RunEnd.Killed end) {
        if (!quiet) {
            violations(end.violations(), end.violations().size());
        }
        String why = Deaths.describe(end);
        if (!why.isEmpty()) {
            context.warn(name(end.module()) + " " + why);
        }
        return end.cause() == EndRecord.Cause.CPU_TIME ? CPU_TIME : 128 + (end.signal() & 0x7f);
    }

    private int trapped(GuestReport report, TrapException trap, Quotas quotas) {
        if (report.outputClosed()) {
            return TRAPPED;
        }
        List<String> places = report.trapPlaces();
        String where = places.isEmpty() ? "" : ", in " + Printable.line(String.join(", called by ", places));
        context.warn("%s trapped: %s%s".formatted(name(report.module()), words(trap), where));
        return mentionDenied(report, quotas) ? deniedQuota(report).exitCode() : TRAPPED;
    }

    /** A worker that its guest took over may have made it up, and whoever sent the file has. */
    private static String name(String module) {
        return Printable.line(module);
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
    private boolean mentionDenied(GuestReport report, Quotas quotas) {
        if (!report.counters().memoryDenied() && !report.counters().tableDenied()) {
            return false;
        }
        Quota quota = deniedQuota(report);
        long limit = quotas.of(quota);
        if (limit == 0) {
            limit = report.engineMemory();
        }
        reached(report, quota, limit);
        return true;
    }

    private void reached(GuestReport report, Quota quota, long limit) {
        context.warn("%s reached its %s, %s; raise it with %s"
                .formatted(name(report.module()), quota.title(), CompileFlags.print(quota, limit), quota.flag()));
    }

    private int stopped(GuestReport report, Quota quota, long limit) {
        String value = CompileFlags.print(quota, limit);
        String what = quota == Quota.WALL_TIME
                ? "after " + value + ": wall-time limit"
                : quota.title() + " reached, " + value;
        context.warn("%s was stopped%s %s; raise it with %s, or 0 for none"
                .formatted(name(report.module()), quota == Quota.WALL_TIME ? "" : ":", what, quota.flag()));
        return quota.exitCode();
    }

    private void violations(List<Violation> first, long count) {
        if (count == 0) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (Violation violation : first) {
            if (lines.size() == SHOWN_VIOLATIONS) {
                break;
            }
            String line = line(violation);
            if (!lines.contains(line)) {
                lines.add(line);
            }
        }
        if (count > lines.size()) {
            lines.add("and " + (count - lines.size()) + " more");
        }
        String separator = lines.size() == 1 ? " " : "\n  ";
        context.warn("%d %s attempt%s:%s%s"
                .formatted(count, verb, count == 1 ? "" : "s", separator, String.join("\n  ", lines)));
    }

    private static String line(Violation violation) {
        String target = violation.target().isEmpty() ? "" : " " + violation.target();
        return Printable.line(violation.operation() + target + ": " + violation.reason());
    }
}
