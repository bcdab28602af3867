package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.cache.CompileCache;
import java.nio.file.Path;

/**
 * Where compiled code is kept.
 *
 * @param libraries native libraries of engines, unpacked once
 */
public record CompiledStore(CompileCache cache, Path libraries) {}
