package io.wasmrunner.runtime.engine.wasmtime;

import io.github.kawamuray.wasmtime.Config;
import io.github.kawamuray.wasmtime.Module;
import io.github.kawamuray.wasmtime.WasmtimeException;
import io.wasmrunner.runtime.cache.CacheKey;
import io.wasmrunner.runtime.cache.CompileCache;
import io.wasmrunner.runtime.engine.CompileOptions;
import io.wasmrunner.runtime.engine.CompiledModule;
import io.wasmrunner.runtime.engine.Engine;
import io.wasmrunner.runtime.engine.EngineInfo;
import io.wasmrunner.runtime.engine.ModuleSource;
import io.wasmrunner.runtime.engine.RejectedModuleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compiles through Wasmtime. Its own cache can only be pointed at a folder by a file, once for each native engine, so
 * each module has a native engine of its own and an entry of ours as that folder.
 */
final class WasmtimeEngine implements Engine {
    /** Bytes of stack guest code may use before it traps: the most this Wasmtime allows. */
    private static final long GUEST_STACK = 2L << 20;

    /** The file in an entry that holds the module's bytes: Wasmtime wants them even when it has them compiled. */
    private static final String MODULE = "module";

    private final EngineInfo info;

    WasmtimeEngine(EngineInfo info) {
        this.info = info;
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public CompiledModule compile(ModuleSource module, CompileOptions options, CompileCache cache) {
        CacheKey key = key(module, options);
        Optional<Path> entry = cache.find(key);
        if (entry.isPresent()) {
            try {
                byte[] bytes = Files.readAllBytes(entry.get().resolve(MODULE));
                return load(bytes, options, Optional.of(WasmtimeCacheFile.in(entry.get())));
            } catch (IOException e) {
                cache.discard(key);
            }
        }
        byte[] bytes = module.bytes();
        List<CompiledModule> compiled = new ArrayList<>();
        cache.store(key, folder -> {
            Files.write(folder.resolve(MODULE), bytes);
            compiled.add(load(bytes, options, Optional.of(WasmtimeCacheFile.write(folder, folder))));
            WasmtimeCacheFile.write(folder, cache.entry(key));
        });
        return compiled.isEmpty() ? load(bytes, options, Optional.empty()) : compiled.getFirst();
    }

    @Override
    public boolean hasCompiled(ModuleSource module, CompileOptions options, CompileCache cache) {
        return cache.contains(key(module, options));
    }

    private CacheKey key(ModuleSource module, CompileOptions options) {
        return new CacheKey(module.key(), info.name(), info.version(), options.interruptible() ? "epochs" : "");
    }

    private static CompiledModule load(byte[] bytes, CompileOptions options, Optional<Path> cacheFile) {
        Config config = new Config();
        config.maxWasmStack(GUEST_STACK);
        config.epochInterruption(options.interruptible());
        cacheFile.ifPresent(config::cacheConfigLoad);
        // The native engine takes the configuration over: it must not be disposed of here as well.
        io.github.kawamuray.wasmtime.Engine engine = new io.github.kawamuray.wasmtime.Engine(config);
        try {
            return new WasmtimeModule(engine, Module.fromBinary(engine, bytes), options.interruptible());
        } catch (WasmtimeException e) {
            engine.dispose();
            throw new RejectedModuleException(
                    "the module is not valid, or more than it can compile: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {}
}
