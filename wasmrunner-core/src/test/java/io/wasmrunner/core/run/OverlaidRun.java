package io.wasmrunner.core.run;

import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.module.ModuleSource;
import io.wasmrunner.core.module.Wat2Wasm;
import io.wasmrunner.core.sandbox.RunEnd;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.guest.HostDirectory;
import io.wasmrunner.runtime.run.Invocation;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.runtime.select.EngineSelector;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.policy.Policy;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Runs a module in a worker over two layers; a program of its own, since the worker has its standard streams. */
final class OverlaidRun {
    private OverlaidRun() {}

    /** Arguments: the state folder, the lower and the upper layer, the limit in bytes, ro or rw, the module, its arguments. */
    public static void main(String[] arguments) throws Exception {
        StateFolder state = new StateFolder(Path.of(arguments[0]));
        EngineCatalog engines = new EngineCatalog();
        ModuleLoader modules = new ModuleLoader(
                InputStream.nullInputStream(),
                (name, text) -> new Wat2Wasm(engines.require("chicory"), state).assemble(name, text));
        GuestMount root = new GuestMount(
                        new HostDirectory.Overlay(Path.of(arguments[1]), Path.of(arguments[2])),
                        "/",
                        arguments[4].equals("rw"),
                        "the container's files")
                .limited(Long.parseLong(arguments[3]));
        GuestSpec guest = new GuestSpec(
                List.of(arguments).subList(6, arguments.length),
                List.of(),
                List.of(root),
                List.of(),
                Policy.STANDARD,
                EngineSelector.AUTO,
                false,
                new Invocation.Start(),
                Set.of());
        RunEnd end = new RunService(modules, engines, state, System.err)
                .run(new RunRequest(
                        new ModuleSource.Named(arguments[5]),
                        List.of(),
                        SandboxMode.STRICT,
                        ScanBefore.OFF,
                        PolicyNote.of(Policy.STANDARD, "standard", ""),
                        false,
                        guest));
        for (Violation violation : end.violations()) {
            System.out.println("refused: " + violation.reason());
        }
        System.out.println(end);
    }
}
