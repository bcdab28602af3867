package io.wasmrunner.runtime.policy;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.runtime.engine.HostFunction;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.ViolationLog;

/** A host function that the policy denies and does not refuse: each call is recorded and done. */
final class ReportedCall implements HostFunction.Body {
    private final Violation violation;
    private final HostFunction.Body body;
    private final ViolationLog violations;

    ReportedCall(String name, String rule, HostFunction.Body body, ViolationLog violations) {
        violation = DeniedCall.violation(name, rule);
        this.body = body;
        this.violations = violations;
    }

    @Override
    public long call(GuestMemory memory, long[] arguments) {
        violations.record(violation);
        return body.call(memory, arguments);
    }
}
