package io.wasmrunner.core.scan;

import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.scan.Finding;
import io.wasmrunner.runtime.scan.Risk;
import io.wasmrunner.runtime.scan.ScanResult;
import io.wasmrunner.runtime.scan.Severity;
import java.util.List;

/** A module with what a scan of it found. */
public record ScanReport(LoadedModule module, ScanResult result) {
    private static final int NAMED = 3;

    /** The worst first; at most 20 of one rule and severity. */
    public List<Finding> findings() {
        return result.findings();
    }

    public Risk risk() {
        return result.risk();
    }

    /**
     * The worst findings on one line, for one who is about to run the module: {@code risk 42/100 medium: import-outside:
     * imports env.exec (function), which nothing here provides; and 2 more}.
     *
     * @param least leaves out what is less severe
     */
    public String summary(Severity least) {
        StringBuilder text = new StringBuilder("risk ")
                .append(risk().score())
                .append("/100 ")
                .append(risk().level());
        int count = 0;
        for (Finding finding : findings()) {
            if (finding.severity().compareTo(least) >= 0 && ++count <= NAMED) {
                text.append(count == 1 ? ": " : "; ")
                        .append(finding.rule().id())
                        .append(": ")
                        .append(finding.message());
            }
        }
        return count > NAMED
                ? text.append("; and ").append(count - NAMED).append(" more").toString()
                : text.toString();
    }

    /** Whether a finding is at least that severe: what {@code --fail-on} and a run that is to be denied ask. */
    public boolean reaches(Severity severity) {
        return result.reaches(severity);
    }
}
