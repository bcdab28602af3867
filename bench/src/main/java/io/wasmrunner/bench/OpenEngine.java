package io.wasmrunner.bench;

import io.wasmrunner.runtime.cache.CompileCache;
import io.wasmrunner.runtime.engine.CompileOptions;
import io.wasmrunner.runtime.engine.CompiledModule;
import io.wasmrunner.runtime.engine.Engine;
import io.wasmrunner.runtime.engine.EngineProvider;
import io.wasmrunner.runtime.instrument.Instrumentation;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.run.InstrumentedModule;
import io.wasmrunner.sandbox.quota.Quotas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** An engine and one module compiled by it the way {@code wasmrunner run} does without flags. */
record OpenEngine(Engine engine, CompiledModule module) implements AutoCloseable {
    /** The quotas of a run without flags. */
    static final Instrumentation DEFAULT = new Instrumentation(
            Quotas.DEFAULT.memory(), Quotas.DEFAULT.tableElements(), false, Quotas.DEFAULT.callDepth() != 0, true);

    static OpenEngine of(String name, byte[] bytes) {
        EngineProvider provider = ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.info().name().equals(name))
                .findFirst()
                .orElseThrow();
        Path folder = temporaryFolder();
        Engine engine = provider.open(folder.resolve("lib"));
        return new OpenEngine(
                engine,
                engine.compile(
                        new InstrumentedModule(ModuleInfo.parse(bytes), DEFAULT),
                        new CompileOptions(false, false),
                        new CompileCache(folder.resolve("cache"), 1L << 30)));
    }

    private static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("wasmrunner-bench");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            all.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the checkout, which the JVM was started in. */
    static byte[] file(String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        module.close();
        engine.close();
    }
}
