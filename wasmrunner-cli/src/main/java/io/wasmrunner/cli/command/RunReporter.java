package io.wasmrunner.cli.command;

import io.wasmrunner.core.run.Conclusion;
import io.wasmrunner.core.sandbox.RunEnd;
import io.wasmrunner.runtime.guest.GuestReport;
import io.wasmrunner.runtime.guest.Printable;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.policy.Enforce;
import io.wasmrunner.sandbox.quota.Quota;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.ArrayList;
import java.util.List;

/** Says how a guest ended when that is worth a word, and what the process is to exit with. */
public final class RunReporter {
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
    public RunReporter(Context context, boolean quiet, Enforce enforce) {
        this.context = context;
        this.quiet = quiet;
        this.verb = enforce == Enforce.REFUSE ? "refused" : "recorded";
    }

    /** Says it, and gives the exit code. */
    public int report(RunEnd end, Quotas quotas) {
        if (end instanceof RunEnd.Reported reported) {
            report(reported.report(), quotas);
        } else if (!quiet) {
            violations(end.violations(), end.refusals());
        }
        Conclusion conclusion = Conclusion.of(end, quotas);
        conclusion.messages().forEach(context::warn);
        return conclusion.code();
    }

    private void report(GuestReport report, Quotas quotas) {
        if (!quiet && !report.outputClosed()) {
            violations(report.violations(), report.refusals());
        }
        if (!quiet && report.openFilesRefused()) {
            context.warn(Conclusion.reached(report, Quota.OPEN_FILES, quotas.openFiles()));
        }
        if (report.outcome() instanceof Outcome.Returned(var values)) {
            values.forEach(context.out()::println);
            context.out().flush();
        }
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
