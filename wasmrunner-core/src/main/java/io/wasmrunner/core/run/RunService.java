package io.wasmrunner.core.run;

import io.wasmrunner.core.ErrorCode;
import io.wasmrunner.core.WasmrunnerException;
import io.wasmrunner.core.module.LoadedModule;
import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.runtime.abi.AbiHost;
import io.wasmrunner.runtime.engine.LinkException;
import io.wasmrunner.runtime.run.GuestRun;
import io.wasmrunner.runtime.run.InvocationException;
import io.wasmrunner.runtime.run.Outcome;

/** Runs modules in this process. */
public final class RunService {
    private final ModuleLoader modules;
    private final ModuleCompiler compiler;
    private final GuestStreams streams;
    private final AbiHost abiHost;

    public RunService(ModuleLoader modules, ModuleCompiler compiler, GuestStreams streams, AbiHost abiHost) {
        this.modules = modules;
        this.compiler = compiler;
        this.streams = streams;
        this.abiHost = abiHost;
    }

    /**
     * Runs what is asked for, to its end.
     *
     * @throws WasmrunnerException when it cannot be started
     * @throws InterruptedException when the calling thread is interrupted
     */
    public RunReport run(RunRequest request) throws InterruptedException {
        LoadedModule module = modules.load(request.module());
        Imports.check(module);
        var settings = new ModuleCompiler.Settings(request.engine(), request.interpreted(), request.quotas());
        try (GuestWorld world = GuestWorld.open(request, module, streams, abiHost);
                ModuleCompiler.Compiled compiled = compiler.compile(module, settings)) {
            GuestRun run = new GuestRun(
                    compiled.module(), module.info(), compiled.instrumentation(), world.imports(), request.quotas());
            Outcome outcome = run.run(request.invocation());
            if (run.stillRunning()) {
                world.abandon();
                compiled.abandon();
            }
            return new RunReport(
                    module,
                    compiled.choice(),
                    outcome,
                    run.counters(),
                    world.violations(),
                    world.openFilesRefused(),
                    run.stillRunning(),
                    world.outputClosed());
        } catch (InvocationException e) {
            throw new WasmrunnerException(ErrorCode.USAGE, e.getMessage(), e);
        } catch (LinkException e) {
            throw new WasmrunnerException(
                    ErrorCode.CANNOT_RUN, "cannot run %s: %s".formatted(module.name(), e.getMessage()), e);
        }
    }
}
