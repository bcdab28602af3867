package io.wasmrunner.runtime.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How risky a module is, as far as a look at it tells.
 *
 * @param score 0 to 100
 * @param level low below 25, medium below 60, high from there on; info at 0
 * @param reasons what the score consists of, most points first; more than 100 points together count as 100
 */
public record Risk(int score, Severity level, List<Reason> reasons) {
    private static final int MOST = 100;

    public Risk {
        reasons = List.copyOf(reasons);
    }

    /**
     * A rule's share.
     *
     * @param findings how many there are, also those that a report leaves out
     */
    public record Reason(Rule rule, int points, int findings) {}

    /**
     * The worst finding of a rule counts 4, 12 or 30 points for low, medium and high; each further one a quarter of its
     * own, until the rule has twice the points of its worst.
     */
    static Risk of(Map<Rule, Map<Severity, Integer>> counts) {
        List<Reason> reasons = new ArrayList<>();
        int total = 0;
        for (Map.Entry<Rule, Map<Severity, Integer>> entry : counts.entrySet()) {
            Reason reason = reason(entry.getKey(), entry.getValue());
            if (reason.points() > 0) {
                reasons.add(reason);
                total += reason.points();
            }
        }
        reasons.sort(Comparator.comparingInt(Reason::points).reversed().thenComparing(Reason::rule));
        int score = Math.min(MOST, total);
        return new Risk(score, level(score), reasons);
    }

    private static Reason reason(Rule rule, Map<Severity, Integer> bySeverity) {
        int worst = 0;
        long quarters = 0;
        int findings = 0;
        for (Severity severity : Severity.values()) {
            int count = bySeverity.getOrDefault(severity, 0);
            findings += count;
            quarters += (long) count * severity.points();
            worst = count > 0 ? severity.points() : worst;
        }
        return new Reason(rule, worst + (int) Math.min(worst, (quarters - worst) / 4), findings);
    }

    private static Severity level(int score) {
        if (score == 0) {
            return Severity.INFO;
        }
        return score < 25 ? Severity.LOW : score < 60 ? Severity.MEDIUM : Severity.HIGH;
    }
}
