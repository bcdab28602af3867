package io.wasmrunner.core.sandbox;

import io.wasmrunner.core.module.ModuleFile;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.guest.ModuleCompiler;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.runtime.worker.Worker;
import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.launch.Records;
import java.util.function.Consumer;

/** Compiles modules in worker processes, whose code only such may load. */
public final class WorkerCompile {
    private final WorkerLaunch launch;

    /** A compilation of which {@code warnings} hears what its sandbox lacks. */
    public WorkerCompile(StateFolder state, EngineCatalog engines, SandboxMode mode, Consumer<String> warnings) {
        this.launch = new WorkerLaunch(state, engines, mode, warnings);
    }

    /**
     * Compiles a module.
     *
     * @throws io.wasmrunner.runtime.WasmrunnerException when it cannot be compiled
     */
    public CompiledCode compile(ModuleFile module, ModuleCompiler.Settings settings) {
        EndRecord record = launch.launch(
                ContainerId.random(), module, GuestSpec.of(settings), new Records().add(Worker.COMPILE_ONLY, "yes"));
        Records said = new Verdict(module.name(), settings.quotas(), record).said();
        return new CompiledCode(said.get(Worker.COMPILED), said.find(Worker.COMPILED_BEFORE) != null);
    }
}
