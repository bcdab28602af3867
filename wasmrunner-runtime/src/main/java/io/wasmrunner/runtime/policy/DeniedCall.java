package io.wasmrunner.runtime.policy;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.runtime.engine.HostFunction;
import io.wasmrunner.runtime.engine.TrapException;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.quota.Meter;
import java.util.List;

/** Stands where a host function would, and refuses. */
final class DeniedCall implements HostFunction.Body {
    private final Violation violation;
    private final long answer;
    private final boolean trap;
    private final Meter hostCalls;
    private final ViolationLog violations;

    DeniedCall(String name, String rule, long answer, boolean trap, Meter hostCalls, ViolationLog violations) {
        violation = violation(name, rule);
        this.answer = answer;
        this.trap = trap;
        this.hostCalls = hostCalls;
        this.violations = violations;
    }

    static Violation violation(String name, String rule) {
        return new Violation(Violation.Kind.HOST_CALL, name, "", "the policy denies it: " + rule);
    }

    @Override
    public long call(GuestMemory memory, long[] arguments) {
        hostCalls.charge(1);
        violations.record(violation);
        if (trap) {
            throw new TrapException(
                    TrapException.Kind.DENIED_CALL, violation.operation() + ": " + violation.reason(), List.of(), null);
        }
        return answer;
    }
}
