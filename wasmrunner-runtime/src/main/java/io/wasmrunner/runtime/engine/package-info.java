/**
 * The engine SPI. An engine only computes: it compiles a module, runs its functions, and calls the host functions it is
 * given. Engines are found by {@link java.util.ServiceLoader} as {@link io.wasmrunner.runtime.engine.EngineProvider}.
 */
@NullMarked
package io.wasmrunner.runtime.engine;

import org.jspecify.annotations.NullMarked;
