package io.wasmrunner.core.run;

import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.module.Wat2Wasm;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.engine.HostFunctions;
import io.wasmrunner.runtime.guest.ModuleCompiler;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.run.GuestCounters;
import io.wasmrunner.runtime.run.GuestRun;
import io.wasmrunner.runtime.run.Invocation;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.runtime.select.EngineSelector;
import io.wasmrunner.sandbox.quota.Quotas;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs guests in this process, from text or from a file, with whatever stands behind their imports. */
public final class Lab implements AutoCloseable {
    /** The modules at the project's root. */
    public static final Path EXAMPLES = Path.of("..", "examples");

    static final HostFunctions NO_IMPORTS = (module, name) -> Optional.empty();

    private final Path folder;
    private final EngineCatalog engines = new EngineCatalog();
    private final ModuleLoader loader;
    private final ModuleCompiler compiler;
    private int files;

    /** A lab with files of its own, gone when it is closed. */
    public Lab() {
        try {
            folder = Files.createTempDirectory("wasmrunner-core-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StateFolder state = new StateFolder(folder.resolve("state"));
        loader = new ModuleLoader(
                InputStream.nullInputStream(),
                (name, text) -> new Wat2Wasm(engines.require("chicory"), state).assemble(name, text));
        compiler = new ModuleCompiler(state.trustedCode(), new EngineSelector(engines, true));
    }

    /** How a guest ended, with what else there is to know of it. */
    record Ended(Outcome outcome, GuestCounters counters, boolean stillRunning) {}

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LoadedModule assemble(String text) throws Exception {
        return load(text.getBytes(StandardCharsets.UTF_8));
    }

    public LoadedModule load(byte[] bytes) throws Exception {
        Path file = folder.resolve("module-" + files++);
        Files.write(file, bytes);
        try {
            return loader.load(file.toString());
        } finally {
            Files.delete(file);
        }
    }

    static Invocation invoke(String name, String... arguments) {
        return new Invocation.Export(name, List.of(arguments));
    }

    ModuleCompiler.Compiled compile(String engine, LoadedModule module, Quotas quotas) {
        return compiler.compile(module, new ModuleCompiler.Settings(engine, false, quotas));
    }

    Ended run(String engine, LoadedModule module, Quotas quotas, HostFunctions imports, Invocation what)
            throws InterruptedException {
        try (ModuleCompiler.Compiled compiled = compile(engine, module, quotas)) {
            return run(compiled, module, quotas, imports, what);
        }
    }

    static Ended run(
            ModuleCompiler.Compiled compiled,
            LoadedModule module,
            Quotas quotas,
            HostFunctions imports,
            Invocation what)
            throws InterruptedException {
        GuestRun run = new GuestRun(compiled.module(), module.info(), compiled.instrumentation(), imports, quotas);
        Outcome outcome = run.run(what);
        if (run.stillRunning()) {
            compiled.abandon();
        }
        return new Ended(outcome, run.counters(), run.stillRunning());
    }
}
