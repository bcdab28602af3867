package io.wasmrunner.core.run;

import io.wasmrunner.core.audit.AuditEvent;
import io.wasmrunner.core.audit.AuditLog;
import io.wasmrunner.core.module.ModuleFile;
import io.wasmrunner.core.quarantine.QuarantineEntry;
import io.wasmrunner.core.quarantine.QuarantineStore;
import io.wasmrunner.core.sandbox.ContainerId;
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
final class Guard {
    private final StateFolder state;
    private final Consumer<String> warnings;
    private final ContainerId id;
    private final ModuleFile module;
    private final RunRequest request;
    private final Digest digest;

    Guard(StateFolder state, Consumer<String> warnings, ContainerId id, ModuleFile module, RunRequest request) {
        this.state = state;
        this.warnings = warnings;
        this.id = id;
        this.module = module;
        this.request = request;
        this.digest = Digest.sha256(module.digest());
    }

    /**
     * Lets the module run, and writes down that it does.
     *
     * @throws WasmrunnerException when it is in quarantine
     */
    void before() {
        try {
            AuditLog audit = new AuditLog(state.root());
            QuarantineEntry entry =
                    new QuarantineStore(state.root()).check(digest).orElse(null);
            if (entry != null) {
                if (refuses()) {
                    audit.append(AuditEvent.refused(digest.toString(), module.name(), entry.why()));
                    throw new WasmrunnerException(ErrorCode.CANNOT_RUN, entry.refusal(module.name()));
                }
                warnings.accept(module.name() + " is " + entry.why() + "; it runs all the same (--enforce report)");
            }
            PolicyNote policy = request.policy();
            audit.append(AuditEvent.run(
                    digest.toString(),
                    module.name(),
                    id.hex(),
                    policy.name(),
                    policy.digest(),
                    request.sandbox().toString()));
            if (!policy.overriding().isEmpty()) {
                audit.append(AuditEvent.policyOverride(
                        digest.toString(), module.name(), policy.name(), policy.overriding()));
            }
        } catch (IOException e) {
            unwritten("what runs", e);
        }
    }

    private boolean refuses() {
        return policy().enforce() == Enforce.REFUSE;
    }

    private Policy policy() {
        return request.guest().policy();
    }

    /** Books cannot be kept: worth a run only to those who did not ask for every guarantee. */
    private void unwritten(String what, IOException e) {
        String message = "cannot write down %s in %s: %s".formatted(what, state.root(), Reason.of(e));
        if (request.sandbox() == SandboxMode.REQUIRED) {
            throw new WasmrunnerException(ErrorCode.HOST, message, e);
        }
        warnings.accept(message);
    }

    /**
     * Writes down what it was refused, and puts it in quarantine when that was too often.
     *
     * @param count how many there were, also those not in {@code violations}
     */
    void after(List<Violation> violations, long count) {
        if (violations.isEmpty()) {
            return;
        }
        List<ViolationRecord> records = new ArrayList<>();
        Set<Violation.Kind> kinds = EnumSet.noneOf(Violation.Kind.class);
        for (Violation violation : violations) {
            records.add(ViolationRecord.of(violation, id.hex(), digest, module.name()));
            kinds.add(violation.kind());
        }
        try {
            new ViolationStore(state.root()).append(records);
            StringBuilder names = new StringBuilder();
            kinds.forEach(kind -> names.append(names.isEmpty() ? "" : " ").append(kind));
            new AuditLog(state.root())
                    .append(AuditEvent.violations(digest.toString(), module.name(), id.hex(), count, names.toString()));
            if (!refuses()) {
                // Those who only look are not to find a module shut off when they look no more.
                return;
            }
            boolean quarantined = new QuarantineStore(state.root())
                    .countViolations(digest, module.name(), id.hex(), records, policy().quarantineAfter());
            if (quarantined) {
                warnings.accept(
                        "%s is in quarantine now and does not run again; to lift that: wasmrunner quarantine lift %s"
                                .formatted(module.name(), digest.abbreviated()));
            }
        } catch (IOException e) {
            unwritten("what " + module.name() + " was refused", e);
        }
    }
}
