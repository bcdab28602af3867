package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.cache.CompileCache;
import io.wasmrunner.runtime.engine.Engine;
import io.wasmrunner.runtime.engine.EngineProvider;
import java.nio.file.Path;

/**
 * Where compiled code is kept.
 *
 * @param libraries native libraries of engines, unpacked once
 * @param unpacker puts an engine's native library there when it is missing
 */
public record CompiledStore(CompileCache cache, Path libraries, Unpacker unpacker) {

    /** A store that this process itself may write. */
    public CompiledStore(CompileCache cache, Path libraries) {
        this(cache, libraries, engine -> engine.unpack(libraries));
    }

    /** Gets an engine's native library unpacked. */
    @FunctionalInterface
    public interface Unpacker {
        void unpack(EngineProvider engine);
    }

    /**
     * Opens an engine.
     *
     * @throws java.io.UncheckedIOException when its native library cannot be had
     */
    Engine open(EngineProvider provider) {
        if (!provider.isUnpacked(libraries)) {
            unpacker.unpack(provider);
        }
        return provider.open(libraries);
    }
}
