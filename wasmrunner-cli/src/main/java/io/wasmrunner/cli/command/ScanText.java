package io.wasmrunner.cli.command;

import io.wasmrunner.core.inspect.Permission;
import io.wasmrunner.core.scan.ScanReport;
import io.wasmrunner.runtime.guest.Printable;
import io.wasmrunner.runtime.scan.Finding;
import io.wasmrunner.runtime.scan.Risk;
import io.wasmrunner.runtime.scan.Severity;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A scan's report for people. What the module itself says is made harmless for a terminal. */
final class ScanText {
    private final PrintStream out;

    ScanText(PrintStream out) {
        this.out = out;
    }

    void print(ScanReport report) {
        Risk risk = report.risk();
        out.printf(
                "%s   risk %d/100 %s%n",
                Printable.line(report.module().name()), risk.score(), risk.score() == 0 ? "none found" : risk.level());
        List<String> reasons = new ArrayList<>();
        for (Risk.Reason reason : risk.reasons()) {
            reasons.add(reason.rule().id() + " " + reason.points());
        }
        if (!reasons.isEmpty()) {
            row("why", String.join(" + ", reasons));
        }
        Set<Permission> asked = Permission.of(report.module().info().imports());
        List<String> words = new ArrayList<>();
        for (Permission permission : Permission.values()) {
            if (asked.contains(permission)) {
                words.add(permission.words());
            }
        }
        row("may ask for", words.isEmpty() ? "nothing" : String.join(", ", words));
        report.findings().forEach(this::finding);
        report.result()
                .omitted()
                .forEach((rule, more) -> out.printf("  %-8s%-24s and %,d more%n", "", rule.id(), more));
    }

    private void row(String heading, String text) {
        out.printf("  %-12s %s%n", heading, Printable.line(text));
    }

    private void finding(Finding finding) {
        out.printf(
                "  %-8s%-24s %s%n",
                finding.severity().toString().toUpperCase(Locale.ROOT),
                finding.rule().id(),
                Printable.line(finding.message()));
        if (finding.severity() != Severity.INFO) {
            out.printf("  %-8s%-24s   %s%n", "", "", finding.advice());
        }
    }
}
