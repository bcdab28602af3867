package io.wasmrunner.runtime.select;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.engine.EngineProvider;
import io.wasmrunner.runtime.module.Feature;
import io.wasmrunner.runtime.module.FeatureUse;
import io.wasmrunner.runtime.module.LoadedModule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Picks the engine: the one the user names, or else Chicory, unless the module needs what Chicory lacks, its code is so
 * large that compiling it to JVM classes takes too long, or a function is so large that Chicory would interpret it.
 */
public final class EngineSelector {
    public static final String AUTO = "auto";

    /** Bytes of code section from which on Wasmtime is the better choice. */
    private static final int LARGE_CODE = 1 << 20;

    /**
     * Bytes of one function's body from which on it hardly fits in a JVM method of 64 KiB. Interpreters have their main
     * loop in such a function: QuickJS, whose has 51 KB, took 12 times as long on Chicory.
     */
    private static final int LARGE_FUNCTION = 40_000;

    private final EngineCatalog catalog;
    private final boolean strict;

    /**
     * A selector.
     *
     * @param strict whether the guest runs in the strict sandbox, without which Wasmtime, native code of which much is
     *     known to be broken, is not chosen unless it is named
     */
    public EngineSelector(EngineCatalog catalog, boolean strict) {
        this.catalog = catalog;
        this.strict = strict;
    }

    /**
     * The engine for a module, checked to be able to run it.
     *
     * @param wanted an engine's name, or {@link #AUTO}
     */
    public EngineChoice select(LoadedModule module, String wanted) {
        return wanted.equals(AUTO) ? automatic(module) : named(module, wanted);
    }

    /** The engine a look at the module's declarations leads to, not yet checked against its code. */
    public EngineProvider guess(LoadedModule module, String wanted) {
        if (!wanted.equals(AUTO)) {
            return catalog.require(wanted);
        }
        return strict && isLarge(module)
                ? usable("wasmtime").orElseGet(() -> catalog.require("chicory"))
                : catalog.require("chicory");
    }

    private EngineChoice named(LoadedModule module, String name) {
        EngineProvider provider = catalog.require(name);
        Optional<FeatureUse> missing = missing(module, provider);
        if (missing.isPresent()) {
            throw cannot(module, provider, missing.get());
        }
        return new EngineChoice(provider, "asked for");
    }

    private EngineChoice automatic(LoadedModule module) {
        EngineProvider chicory = catalog.require("chicory");
        Optional<EngineProvider> wasmtime = usable("wasmtime");
        Optional<FeatureUse> chicoryLacks = missing(module, chicory);
        boolean wasmtimeCan =
                wasmtime.isPresent() && missing(module, wasmtime.get()).isEmpty();
        if (chicoryLacks.isPresent()) {
            if (!wasmtimeCan || !strict) {
                throw cannot(module, chicory, chicoryLacks.get());
            }
            return new EngineChoice(
                    wasmtime.get(),
                    "auto: it needs " + chicoryLacks.get().feature().title());
        }
        if (strict && isLarge(module) && wasmtimeCan) {
            return new EngineChoice(wasmtime.get(), "auto: " + large(module));
        }
        return new EngineChoice(
                chicory,
                "auto: nothing it lacks is needed, " + (module.info().codeSize() + 1023) / 1024 + " KiB of code");
    }

    private static boolean isLarge(LoadedModule module) {
        return module.info().codeSize() > LARGE_CODE || module.largestFunction() > LARGE_FUNCTION;
    }

    private static String large(LoadedModule module) {
        int code = module.info().codeSize();
        return code > LARGE_CODE
                ? "large, " + code / 1024 + " KiB of code"
                : "a function of " + module.largestFunction() / 1024 + " KiB, which chicory would interpret";
    }

    private Optional<EngineProvider> usable(String name) {
        return catalog.find(name).filter(provider -> provider.missing().isEmpty());
    }

    private static Optional<FeatureUse> missing(LoadedModule module, EngineProvider provider) {
        for (Map.Entry<Feature, FeatureUse> use : module.features().entrySet()) {
            if (!provider.info().features().contains(use.getKey())) {
                return Optional.of(use.getValue());
            }
        }
        return Optional.empty();
    }

    private WasmrunnerException cannot(LoadedModule module, EngineProvider provider, FeatureUse lacking) {
        List<String> others = catalog.providers().stream()
                .filter(other ->
                        other.missing().isEmpty() && missing(module, other).isEmpty())
                .map(other -> other.info().name())
                .toList();
        String advice = others.isEmpty()
                ? "no engine here can; build it without"
                : "use --engine " + String.join(" or ", others) + (strict ? ", or leave --engine out" : "");
        return new WasmrunnerException(
                ErrorCode.CANNOT_RUN,
                "cannot run %s on %s: it needs %s; %s"
                        .formatted(module.name(), provider.info().name(), lacking.describe(module.info()), advice));
    }
}
