package io.wasmrunner.core.run;

import io.wasmrunner.core.module.ModuleFile;
import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.sandbox.RunEnd;
import io.wasmrunner.core.sandbox.RunUsage;
import io.wasmrunner.core.sandbox.WorkerChoice;
import io.wasmrunner.core.sandbox.WorkerRun;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestHost;
import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.GuestRecords;
import io.wasmrunner.runtime.guest.GuestReport;
import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.guest.GuestStreams;
import io.wasmrunner.runtime.guest.ModuleCompiler;
import io.wasmrunner.runtime.run.Gate;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.runtime.select.EngineSelector;
import io.wasmrunner.sandbox.ViolationLog;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs modules: in a worker process, or in this one. */
public final class RunService {
    private final ModuleLoader modules;
    private final EngineCatalog engines;
    private final StateFolder state;
    private final PrintStream messages;

    /** A service that says on {@code messages} what the user should know of the sandbox. */
    public RunService(ModuleLoader modules, EngineCatalog engines, StateFolder state, PrintStream messages) {
        this.modules = modules;
        this.engines = engines;
        this.state = state;
        this.messages = messages;
    }

    /**
     * Runs what is asked for, to its end.
     *
     * @throws WasmrunnerException when it cannot be started
     * @throws IOException when an image cannot be read
     * @throws InterruptedException when the calling thread is interrupted
     */
    public RunEnd run(RunRequest request) throws IOException, InterruptedException {
        state.check();
        ViolationLog requested = new ViolationLog();
        GuestSpec guest = withItsOwn(request.mounts(), Admission.admit(request, requested));
        ModuleFile module = request.module().read(modules);
        request.scan().look(module, this::warn);
        ContainerId id = ContainerId.random();
        Guard guard = new Guard(
                state,
                this::warn,
                id,
                new Guard.Subject(
                        module.name(),
                        Digest.sha256(module.digest()),
                        request.guest().policy(),
                        request.policy(),
                        request.sandbox()));
        guard.before();
        RunEnd end = WorkerChoice.inWorker(request.sandbox(), this::warn)
                ? new WorkerRun(state, engines, request.sandbox(), this::warn).run(id, module, guest)
                : runHere(guest, module);
        if (requested.count() != 0) {
            end = end.after(requested.first());
        }
        guard.after(end);
        return end;
    }

    /** With the directories that come with its module, but for those in whose place the user put another. */
    private static GuestSpec withItsOwn(List<GuestMount> own, GuestSpec guest) {
        if (own.isEmpty()) {
            return guest;
        }
        List<GuestMount> all = new ArrayList<>();
        for (GuestMount mount : own) {
            boolean replaced = false;
            for (GuestMount other : guest.mounts()) {
                replaced |= other.guest().equals(mount.guest());
            }
            if (!replaced) {
                all.add(mount);
            }
        }
        all.addAll(guest.mounts());
        return guest.with(all, guest.listeners());
    }

    private RunEnd runHere(GuestSpec guest, ModuleFile module) throws InterruptedException {
        if (guest.policy().limits().any()) {
            warn("limits of processors, CPU time, threads, files and rates are kept by the kernel for a worker"
                    + " process: this run has none, and so not those limits");
        }
        ModuleCompiler compiler = new ModuleCompiler(state.trustedCode(), new EngineSelector(engines, false));
        GuestHost host = new GuestHost(
                compiler, GuestStreams.of(guest.console(), null), new HostServices(module.name(), messages, state));
        GuestRecords records = GuestRecords.fresh();
        GuestReport report = host.run(module.load(), guest, records, new Gate.Open());
        return new RunEnd.Reported(report, new RunUsage(records.tally(), Optional.empty()));
    }

    private void warn(String message) {
        messages.println("wasmrunner: " + message);
        messages.flush();
    }
}
