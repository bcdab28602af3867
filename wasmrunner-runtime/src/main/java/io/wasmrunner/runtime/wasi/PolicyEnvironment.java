package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.policy.Enforce;
import io.wasmrunner.sandbox.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/** Keeps variables from a guest that the policy denies, and records each. */
final class PolicyEnvironment {
    private PolicyEnvironment() {}

    static List<String> filter(List<String> assignments, Policy policy, ViolationLog violations) {
        List<String> kept = new ArrayList<>(assignments.size());
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            String name = equals < 0 ? assignment : assignment.substring(0, equals);
            String rule = policy.environment().refusal(name);
            if (rule != null) {
                violations.record(new Violation(
                        Violation.Kind.REQUEST, "environment", name, "the policy keeps it from the guest: " + rule));
            }
            if (rule == null || policy.enforce() == Enforce.REPORT) {
                kept.add(assignment);
            }
        }
        return kept;
    }
}
