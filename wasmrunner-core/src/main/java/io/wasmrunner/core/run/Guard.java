package io.wasmrunner.core.run;

import io.wasmrunner.core.audit.AuditEvent;
import io.wasmrunner.core.audit.AuditLog;
import io.wasmrunner.core.quarantine.QuarantineEntry;
import io.wasmrunner.core.quarantine.QuarantineStore;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.sandbox.RunEnd;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.core.violation.ViolationRecord;
import io.wasmrunner.core.violation.ViolationStore;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.policy.Enforce;
import io.wasmrunner.sandbox.policy.Policy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Keeps the books of one run: whether its module may run at all, and what it was refused. */
public final class Guard {
    private final StateFolder state;
    private final Consumer<String> warnings;
    private final ContainerId id;
    private final Subject subject;

    /** @param id of the container, or of the run when it is in none */
    public Guard(StateFolder state, Consumer<String> warnings, ContainerId id, Subject subject) {
        this.state = state;
        this.warnings = warnings;
        this.id = id;
        this.subject = subject;
    }

    /**
     * What is guarded.
     *
     * @param module what the module is called
     * @param digest the module's
     */
    public record Subject(String module, Digest digest, Policy policy, PolicyNote note, SandboxMode sandbox) {}

    /**
     * Lets the module run, and writes down that it does.
     *
     * @throws WasmrunnerException when it is in quarantine
     */
    public void before() {
        try {
            AuditLog audit = new AuditLog(state.root());
            QuarantineEntry entry =
                    new QuarantineStore(state.root()).check(subject.digest()).orElse(null);
            if (entry != null) {
                if (refuses()) {
                    audit.append(AuditEvent.refused(subject.digest().toString(), subject.module(), entry.why()));
                    throw new WasmrunnerException(ErrorCode.CANNOT_RUN, entry.refusal(subject.module()));
                }
                warnings.accept(subject.module() + " is " + entry.why() + "; it runs all the same (--enforce report)");
            }
            PolicyNote policy = subject.note();
            audit.append(AuditEvent.run(
                    subject.digest().toString(),
                    subject.module(),
                    id.hex(),
                    policy.name(),
                    policy.digest(),
                    subject.sandbox().toString()));
            if (!policy.overriding().isEmpty()) {
                audit.append(AuditEvent.policyOverride(
                        subject.digest().toString(), subject.module(), policy.name(), policy.overriding()));
            }
        } catch (IOException e) {
            unwritten("what runs", e);
        }
    }

    private boolean refuses() {
        return subject.policy().enforce() == Enforce.REFUSE;
    }

    /** Books cannot be kept: worth a run only to those who did not ask for every guarantee. */
    private void unwritten(String what, IOException e) {
        String message = "cannot write down %s in %s: %s".formatted(what, state.root(), Reason.of(e));
        if (subject.sandbox() == SandboxMode.REQUIRED) {
            throw new WasmrunnerException(ErrorCode.HOST, message, e);
        }
        warnings.accept(message);
    }

    /** The same, of a run that has ended; what stopped the guest counts as well. */
    public boolean after(RunEnd end) {
        List<Violation> noted = Stops.added(end);
        return after(noted, end.refusals() + noted.size() - end.violations().size());
    }

    /**
     * Writes down what it was refused, and puts it in quarantine when that was too often.
     *
     * @param count how many there were, also those not in {@code violations}
     * @return whether it is in quarantine since now
     */
    public boolean after(List<Violation> violations, long count) {
        if (violations.isEmpty()) {
            return false;
        }
        List<ViolationRecord> records = new ArrayList<>();
        Set<Violation.Kind> kinds = EnumSet.noneOf(Violation.Kind.class);
        for (Violation violation : violations) {
            records.add(ViolationRecord.of(violation, id.hex(), subject.digest(), subject.module()));
            kinds.add(violation.kind());
        }
        try {
            new ViolationStore(state.root()).append(records);
            StringBuilder names = new StringBuilder();
            kinds.forEach(kind -> names.append(names.isEmpty() ? "" : " ").append(kind));
            new AuditLog(state.root())
                    .append(AuditEvent.violations(
                            subject.digest().toString(), subject.module(), id.hex(), count, names.toString()));
            if (!refuses()) {
                // Those who only look are not to find a module shut off when they look no more.
                return false;
            }
            boolean quarantined = new QuarantineStore(state.root())
                    .countViolations(
                            subject.digest(),
                            subject.module(),
                            id.hex(),
                            records,
                            subject.policy().quarantineAfter());
            if (quarantined) {
                warnings.accept(
                        "%s is in quarantine now and does not run again; to lift that: wasmrunner quarantine lift %s"
                                .formatted(subject.module(), subject.digest().abbreviated()));
            }
            return quarantined;
        } catch (IOException e) {
            unwritten("what " + subject.module() + " was refused", e);
            return false;
        }
    }
}
