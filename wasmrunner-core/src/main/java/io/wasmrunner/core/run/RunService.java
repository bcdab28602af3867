package io.wasmrunner.core.run;

import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.abi.AbiHost;
import io.wasmrunner.runtime.guest.GuestHost;
import io.wasmrunner.runtime.guest.GuestReport;
import io.wasmrunner.runtime.guest.GuestStreams;
import io.wasmrunner.runtime.guest.ModuleCompiler;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.runtime.select.EngineSelector;
import io.wasmrunner.sandbox.ViolationLog;

/** Runs modules. */
public final class RunService {
    private final ModuleLoader modules;
    private final EngineCatalog engines;
    private final StateFolder state;
    private final AbiHost abiHost;

    public RunService(ModuleLoader modules, EngineCatalog engines, StateFolder state, AbiHost abiHost) {
        this.modules = modules;
        this.engines = engines;
        this.state = state;
        this.abiHost = abiHost;
    }

    /**
     * Runs what is asked for, to its end.
     *
     * @throws WasmrunnerException when it cannot be started
     * @throws InterruptedException when the calling thread is interrupted
     */
    public GuestReport run(RunRequest request) throws InterruptedException {
        LoadedModule module = modules.load(request.module());
        ModuleCompiler compiler = new ModuleCompiler(state.trustedCode(), new EngineSelector(engines));
        return new GuestHost(compiler, GuestStreams.standard(), abiHost)
                .run(module, request.guest(), new ViolationLog(), () -> {});
    }
}
