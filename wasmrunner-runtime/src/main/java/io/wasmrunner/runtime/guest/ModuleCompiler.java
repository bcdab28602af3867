package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.cache.CompileCache;
import io.wasmrunner.runtime.engine.CompileOptions;
import io.wasmrunner.runtime.engine.CompiledModule;
import io.wasmrunner.runtime.engine.Engine;
import io.wasmrunner.runtime.engine.EngineInfo;
import io.wasmrunner.runtime.engine.EngineProvider;
import io.wasmrunner.runtime.engine.RejectedModuleException;
import io.wasmrunner.runtime.instrument.Instrumentation;
import io.wasmrunner.runtime.instrument.LimitExceededAtStartException;
import io.wasmrunner.runtime.instrument.UnsupportedFeatureException;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.module.ModuleException;
import io.wasmrunner.runtime.run.InstrumentedModule;
import io.wasmrunner.runtime.select.EngineChoice;
import io.wasmrunner.runtime.select.EngineSelector;
import io.wasmrunner.sandbox.quota.Quotas;
import java.io.UncheckedIOException;

/** From a module to compiled code: picks the engine, writes the quotas into the module, and compiles or finds it. */
public final class ModuleCompiler {
    private final CompiledStore store;
    private final EngineSelector selector;

    public ModuleCompiler(CompiledStore store, EngineSelector selector) {
        this.store = store;
        this.selector = selector;
    }

    /** How a module is to be compiled. */
    public record Settings(String engine, boolean interpreted, Quotas quotas) {}

    /** Compiled code with the engine it belongs to, which closing ends. */
    public static final class Compiled implements AutoCloseable {
        private final EngineChoice choice;
        private final Engine engine;
        private final CompiledModule module;
        private final Instrumentation instrumentation;
        private final boolean fromCache;
        private boolean abandoned;

        private Compiled(
                EngineChoice choice,
                Engine engine,
                CompiledModule module,
                Instrumentation instrumentation,
                boolean fromCache) {
            this.choice = choice;
            this.engine = engine;
            this.module = module;
            this.instrumentation = instrumentation;
            this.fromCache = fromCache;
        }

        public EngineChoice choice() {
            return choice;
        }

        public CompiledModule module() {
            return module;
        }

        public Instrumentation instrumentation() {
            return instrumentation;
        }

        /** Whether it was there already. */
        public boolean fromCache() {
            return fromCache;
        }

        /** A guest still runs in it: to close it would take the JVM down. */
        public void abandon() {
            abandoned = true;
        }

        @Override
        public void close() {
            if (!abandoned) {
                module.close();
                engine.close();
            }
        }
    }

    /** Compiles {@code module}, or says why it cannot be. */
    public Compiled compile(LoadedModule module, Settings settings) {
        CompileCache cache = store.cache();
        // What was compiled before was found fit for its engine then: its code need not be looked through again.
        EngineProvider guess = selector.guess(module, settings.engine());
        Engine engine = open(guess);
        CompileOptions options = options(settings);
        if (engine.hasCompiled(source(module, settings, guess.info()), options, cache)) {
            return compile(module, settings, new EngineChoice(guess, "as before"), engine, true);
        }
        EngineChoice choice = selector.select(module, settings.engine());
        if (!choice.provider().info().name().equals(guess.info().name())) {
            engine.close();
            engine = open(choice.provider());
        }
        return compile(module, settings, choice, engine, false);
    }

    /** Whether {@link #compile} would find its work done. */
    public boolean isCompiled(LoadedModule module, Settings settings, EngineChoice choice) {
        try (Engine engine = open(choice.provider())) {
            return engine.hasCompiled(
                    source(module, settings, choice.provider().info()), options(settings), store.cache());
        }
    }

    private Engine open(EngineProvider provider) {
        try {
            return store.open(provider);
        } catch (UncheckedIOException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST,
                    "cannot use engine %s: %s: %s"
                            .formatted(provider.info().name(), e.getMessage(), Reason.of(e.getCause())),
                    e);
        }
    }

    private static CompileOptions options(Settings settings) {
        return new CompileOptions(settings.quotas().wallTime() != 0, settings.interpreted());
    }

    private Compiled compile(
            LoadedModule module, Settings settings, EngineChoice choice, Engine engine, boolean fromCache) {
        EngineInfo info = choice.provider().info();
        CompileOptions options = options(settings);
        if (settings.interpreted() && !info.interpreter()) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot interpret on %s: it has no interpreter; use --engine chicory".formatted(info.name()));
        }
        InstrumentedModule source = source(module, settings, info);
        try {
            CompiledModule compiled = engine.compile(source, options, store.cache());
            return new Compiled(choice, engine, compiled, source.instrumentation(), fromCache);
        } catch (RejectedModuleException e) {
            throw new WasmrunnerException(
                    ErrorCode.CANNOT_RUN,
                    "cannot run %s on %s: %s".formatted(module.name(), info.name(), e.getMessage()),
                    e);
        } catch (ModuleException | UnsupportedFeatureException e) {
            throw new WasmrunnerException(
                    ErrorCode.CANNOT_RUN, "cannot run %s: %s".formatted(module.name(), e.getMessage()), e);
        } catch (LimitExceededAtStartException e) {
            throw tooLarge(module, info, settings.quotas(), e);
        } catch (OutOfMemoryError e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST,
                    "cannot compile %s on %s: the host's memory is not enough".formatted(module.name(), info.name()),
                    e);
        }
    }

    private static WasmrunnerException tooLarge(
            LoadedModule module, EngineInfo engine, Quotas quotas, LimitExceededAtStartException e) {
        boolean byEngine = quotas.memory() == 0 || quotas.memory() > engine.maxMemory();
        return switch (e.resource()) {
            case MEMORY ->
                tooLarge(
                        ErrorCode.MEMORY_QUOTA,
                        module,
                        byEngine ? "which is all that " + engine.name() + " can give" : "raise it with -m",
                        e);
            case TABLE -> tooLarge(ErrorCode.TABLE_QUOTA, module, "raise it with --max-table-elements", e);
        };
    }

    private static WasmrunnerException tooLarge(
            ErrorCode code, LoadedModule module, String advice, LimitExceededAtStartException e) {
        return new WasmrunnerException(
                code, "cannot run %s: %s; %s".formatted(module.name(), e.getMessage(), advice), e);
    }

    private static InstrumentedModule source(LoadedModule module, Settings settings, EngineInfo engine) {
        Quotas quotas = settings.quotas();
        long memory = quotas.memory() == 0 ? engine.maxMemory() : Math.min(quotas.memory(), engine.maxMemory());
        return new InstrumentedModule(
                module.info(),
                new Instrumentation(memory, quotas.tableElements(), quotas.fuel() != 0, quotas.callDepth() != 0, true));
    }
}
