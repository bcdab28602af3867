package io.wasmrunner.core.run;

import io.wasmrunner.core.module.ModuleFile;
import io.wasmrunner.core.sandbox.CompiledCode;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.core.sandbox.WorkerChoice;
import io.wasmrunner.core.sandbox.WorkerCompile;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.guest.ModuleCompiler;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.runtime.select.EngineSelector;
import java.util.function.Consumer;

/** Compiles modules where they will run: in a worker process, or in this one. */
public final class CompileService {
    private final EngineCatalog engines;
    private final StateFolder state;
    private final SandboxMode sandbox;
    private final Consumer<String> warnings;

    /** A service for runs in that sandbox; {@code warnings} hears what it lacks. */
    public CompileService(EngineCatalog engines, StateFolder state, SandboxMode sandbox, Consumer<String> warnings) {
        this.engines = engines;
        this.state = state;
        this.sandbox = sandbox;
        this.warnings = warnings;
    }

    /**
     * Compiles a module.
     *
     * @throws io.wasmrunner.runtime.WasmrunnerException when it cannot be compiled
     */
    public CompiledCode compile(ModuleFile module, ModuleCompiler.Settings settings) {
        state.check();
        if (WorkerChoice.inWorker(sandbox, warnings)) {
            return new WorkerCompile(state, engines, sandbox, warnings).compile(module, settings);
        }
        ModuleCompiler compiler = new ModuleCompiler(state.trustedCode(), new EngineSelector(engines, false));
        try (ModuleCompiler.Compiled compiled = compiler.compile(module.load(), settings)) {
            return new CompiledCode(compiled.choice().provider().info().name(), compiled.fromCache());
        }
    }
}
