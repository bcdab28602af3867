package io.wasmrunner.runtime.scan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a scan found.
 *
 * @param findings the worst first; at most 20 of one rule and severity
 * @param omitted how many more each rule had
 */
public record ScanResult(List<Finding> findings, Map<Rule, Integer> omitted, Risk risk) {
    public ScanResult {
        findings = List.copyOf(findings);
        omitted = Map.copyOf(omitted);
    }

    static ScanResult of(Findings found) {
        Map<Rule, Integer> omitted = new EnumMap<>(Rule.class);
        found.counts().forEach((rule, bySeverity) -> {
            int more = 0;
            for (int count : bySeverity.values()) {
                more += Math.max(0, count - Findings.KEPT);
            }
            if (more > 0) {
                omitted.put(rule, more);
            }
        });
        return new ScanResult(found.sorted(), omitted, Risk.of(found.counts()));
    }

    /** Whether a finding is at least that severe. */
    public boolean reaches(Severity severity) {
        for (Finding finding : findings) {
            if (finding.severity().compareTo(severity) >= 0) {
                return true;
            }
        }
        return false;
    }
}
