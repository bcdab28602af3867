package io.wasmrunner.core.sandbox;

import io.wasmrunner.core.event.EventLog;
import io.wasmrunner.core.module.ModuleFile;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.runtime.worker.Worker;
import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.launch.Records;
import io.wasmrunner.sandbox.quota.Quotas;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Runs one guest in a worker process. */
public final class WorkerRun {
    private final StateFolder state;
    private final WorkerLaunch launch;
    private final Consumer<String> warnings;

    /** A run of which {@code warnings} hears what its sandbox lacks. */
    public WorkerRun(StateFolder state, EngineCatalog engines, SandboxMode mode, Consumer<String> warnings) {
        this.state = state;
        this.launch = new WorkerLaunch(state, engines, mode, warnings);
        this.warnings = warnings;
    }

    /**
     * Runs a guest to its end.
     *
     * @throws io.wasmrunner.runtime.WasmrunnerException when it cannot be started
     */
    public RunEnd run(ContainerId id, ModuleFile module, GuestSpec guest) {
        return conclude(module.name(), guest.quotas(), launch.launch(id, module, guest, new Records()));
    }

    /**
     * What the launcher's record of a run amounts to.
     *
     * @param module what the module is called
     * @param quotas those of the guest
     * @throws io.wasmrunner.runtime.WasmrunnerException when it never started
     */
    public RunEnd conclude(String module, Quotas quotas, EndRecord record) {
        alerts(module, record.worker().text().all(Worker.ALERT));
        return new Verdict(module, quotas, record).end();
    }

    /** What the guest sent to the event log, which its worker cannot reach. */
    private void alerts(String module, List<String> alerts) {
        for (String alert : alerts) {
            int space = alert.indexOf(' ');
            try {
                new EventLog(state).alert(module, alert.substring(0, Math.max(0, space)), alert.substring(space + 1));
            } catch (IOException e) {
                warnings.accept("cannot record an alert of " + module + ": " + Reason.of(e));
            }
        }
    }
}
