package io.wasmrunner.runtime.policy;

import io.wasmrunner.runtime.engine.HostFunction;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.policy.Enforce;
import io.wasmrunner.sandbox.policy.HostCallRules;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.quota.Meter;

/**
 * Decides, when a module is linked, what stands behind each function that it imports. A call that is allowed so costs
 * nothing more than without a policy.
 */
public final class CallGate {
    private final HostCallRules rules;
    private final Enforce enforce;
    private final Meter hostCalls;
    private final ViolationLog violations;

    public CallGate(Policy policy, Meter hostCalls, ViolationLog violations) {
        rules = policy.calls();
        enforce = policy.enforce();
        this.hostCalls = hostCalls;
        this.violations = violations;
    }

    /**
     * The function itself, or what stands in for it.
     *
     * @param name as {@link HostCallRules} has it
     * @param answer what a denied call gives, when it does not end the guest
     */
    public HostFunction.Body guard(String name, HostFunction.Body body, long answer) {
        return guard(name, body, answer, rules.denied() == HostCallRules.Denied.TRAP);
    }

    /** The same of a function that never returns: denied, it ends the guest whatever the policy says. */
    public HostFunction.Body guardLast(String name, HostFunction.Body body) {
        return guard(name, body, 0, true);
    }

    private HostFunction.Body guard(String name, HostFunction.Body body, long answer, boolean trap) {
        String rule = rules.refusal(name);
        if (rule == null) {
            return body;
        }
        return enforce == Enforce.REPORT
                ? new ReportedCall(name, rule, body, violations)
                : new DeniedCall(name, rule, answer, trap, hostCalls, violations);
    }
}
