package io.wasmrunner.runtime.engine.chicory;

import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import io.wasmrunner.runtime.cache.CacheKey;
import io.wasmrunner.runtime.cache.CompileCache;
import io.wasmrunner.runtime.engine.CompileOptions;
import io.wasmrunner.runtime.engine.CompiledModule;
import io.wasmrunner.runtime.engine.Engine;
import io.wasmrunner.runtime.engine.EngineInfo;
import io.wasmrunner.runtime.engine.ModuleSource;
import io.wasmrunner.runtime.engine.RejectedModuleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Compiles through Chicory, or loads what it compiled before. */
final class ChicoryEngine implements Engine {
    private final EngineInfo info;

    ChicoryEngine(EngineInfo info) {
        this.info = info;
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public CompiledModule compile(ModuleSource module, CompileOptions options, CompileCache cache) {
        try {
            return options.interpreted()
                    ? new ChicoryModule(Parser.parse(module.bytes()), InterpreterMachine::new)
                    : compiled(module, cache);
        } catch (ChicoryException e) {
            throw new RejectedModuleException("the module is not valid: " + e.getMessage(), e);
        } catch (IndexOutOfBoundsException | NullPointerException | NegativeArraySizeException e) {
            // Chicory throws these on some malformed modules, and on some that are only extreme.
            throw new RejectedModuleException(
                    "the module is malformed, or more than it can compile; try --engine wasmtime", e);
        } catch (ReflectiveOperationException | LinkageError | IllegalArgumentException e) {
            throw new RejectedModuleException("its compiled classes are not valid: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new RejectedModuleException("its blocks are nested too deeply to compile", e);
        }
    }

    private CompiledModule compiled(ModuleSource module, CompileCache cache) throws ReflectiveOperationException {
        CacheKey key = key(module);
        Optional<ChicoryArtifact> cached = cache.find(key).flatMap(ChicoryEngine::read);
        ChicoryArtifact artifact;
        if (cached.isPresent()) {
            artifact = cached.get();
        } else {
            artifact = ChicoryArtifact.compile(module.bytes());
            cache.store(key, artifact::write);
        }
        return new ChicoryModule(Parser.parse(artifact.module()), new GuestClassLoader(artifact.classes()).machines());
    }

    @Override
    public boolean hasCompiled(ModuleSource module, CompileOptions options, CompileCache cache) {
        return !options.interpreted() && cache.contains(key(module));
    }

    private CacheKey key(ModuleSource module) {
        return new CacheKey(module.key(), info.name(), info.version(), "");
    }

    private static Optional<ChicoryArtifact> read(Path entry) {
        try {
            return Optional.of(ChicoryArtifact.read(entry));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {}
}
