package io.wasmrunner.runtime.engine;

import io.wasmrunner.runtime.cache.CompileCache;

/** An opened engine. Safe for use by several threads. */
public interface Engine extends AutoCloseable {

    EngineInfo info();

    /**
     * Compiles a module, or loads what an earlier call left in the cache.
     *
     * @param module a core module
     * @throws RejectedModuleException when the module is malformed or invalid for this engine
     */
    CompiledModule compile(ModuleSource module, CompileOptions options, CompileCache cache);

    /** Whether {@link #compile} with the same arguments would find its work done, as far as a look tells. */
    boolean hasCompiled(ModuleSource module, CompileOptions options, CompileCache cache);

    @Override
    void close();
}
