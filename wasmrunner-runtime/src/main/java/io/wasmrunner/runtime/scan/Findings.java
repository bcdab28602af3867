package io.wasmrunner.runtime.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collects findings: a bounded number for each rule, since a hostile module can cause any number, and with what the
 * module itself says shortened and rid of secrets.
 */
final class Findings {
    /** Kept of one rule and severity; the others are only counted. */
    static final int KEPT = 20;

    /** Characters of a name. */
    private static final int LONGEST = 120;

    private final List<Finding> kept = new ArrayList<>();
    private final Map<Rule, Map<Severity, Integer>> counts = new EnumMap<>(Rule.class);

    /** With the rule's own severity and advice. */
    void add(Rule rule, Spot spot, String message) {
        add(rule, rule.severity(), spot, message);
    }

    void add(Rule rule, Severity severity, Spot spot, String message) {
        if (isFull(rule, severity)) {
            return;
        }
        Spot safe = new Spot(spot.kind(), spot.index(), name(spot.name()), spot.offset());
        kept.add(new Finding(rule, severity, safe, message, rule.advice()));
    }

    /** Counts one more, and tells whether that is too many, before anybody makes words for it. */
    private boolean isFull(Rule rule, Severity severity) {
        return counts.computeIfAbsent(rule, _ -> new EnumMap<>(Severity.class)).merge(severity, 1, Integer::sum) > KEPT;
    }

    /** What the module says, fit for a report. */
    static String name(String text) {
        String shorter = text.length() <= LONGEST
                ? text
                : text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST) + "…";
        return SecretScanner.redact(shorter);
    }

    /** The worst first, then in the order of the rules and of the module. */
    List<Finding> sorted() {
        List<Finding> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.comparing(Finding::severity)
                .reversed()
                .thenComparing(Finding::rule)
                .thenComparingInt(finding -> finding.spot().offset()));
        return sorted;
    }

    /** How many findings each rule had, also those not kept. */
    Map<Rule, Map<Severity, Integer>> counts() {
        return counts;
    }
}
