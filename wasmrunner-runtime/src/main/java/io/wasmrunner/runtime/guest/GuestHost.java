package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.abi.AbiHost;
import io.wasmrunner.runtime.engine.LinkException;
import io.wasmrunner.runtime.engine.TrapException;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.run.Gate;
import io.wasmrunner.runtime.run.GuestCounters;
import io.wasmrunner.runtime.run.GuestRun;
import io.wasmrunner.runtime.run.InvocationException;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.sandbox.quota.Quotas;
import io.wasmrunner.sandbox.quota.Tally;
import java.util.ArrayList;
import java.util.List;

/** Runs guests in this process, whether it is a worker in the sandbox or the command line itself. */
public final class GuestHost {
    private final ModuleCompiler compiler;
    private final GuestStreams streams;
    private final AbiHost abiHost;

    public GuestHost(ModuleCompiler compiler, GuestStreams streams, AbiHost abiHost) {
        this.compiler = compiler;
        this.streams = streams;
        this.abiHost = abiHost;
    }

    /**
     * Runs a guest to its end.
     *
     * @param records what the guest does is written down there
     * @param gate passed before the guest runs
     * @throws WasmrunnerException when it cannot be started
     * @throws InterruptedException when the calling thread is interrupted
     */
    public GuestReport run(LoadedModule module, GuestSpec spec, GuestRecords records, Gate gate)
            throws InterruptedException {
        Imports.check(module);
        try (GuestWorld world = GuestWorld.open(spec, module, streams, abiHost, records);
                ModuleCompiler.Compiled compiled = compiler.compile(module, spec.settings())) {
            GuestRun run = new GuestRun(
                    compiled.module(), module.info(), compiled.instrumentation(), world.imports(), spec.quotas(), gate);
            Outcome outcome = run.run(spec.invocation());
            if (run.stillRunning()) {
                world.abandon();
                compiled.abandon();
            }
            note(run.counters(), spec.quotas(), records.tally());
            return new GuestReport(
                    module.fileName(),
                    compiled.choice().provider().info().name(),
                    compiled.choice().provider().info().maxMemory(),
                    outcome,
                    places(outcome, module),
                    run.counters(),
                    records.violations().first(),
                    records.violations().count(),
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

    private static void note(GuestCounters counters, Quotas quotas, Tally tally) {
        tally.memory(counters.memory());
        if (counters.fuelLeft().isPresent()) {
            tally.fuel(quotas.fuel() - counters.fuelLeft().getAsLong());
        }
    }

    private static List<String> places(Outcome outcome, LoadedModule module) {
        List<String> places = new ArrayList<>();
        if (outcome instanceof Outcome.Trapped(TrapException trap)) {
            for (int function : trap.functions()) {
                String name = module.info()
                        .functionName(function)
                        .map(text -> " \"" + Printable.line(text) + '"')
                        .orElse("");
                places.add("function " + function + name);
            }
        }
        return places;
    }
}
