package io.wasmrunner.runtime.select;

import io.wasmrunner.runtime.engine.EngineProvider;

/**
 * An engine for one module.
 *
 * @param reason why this one, for people
 */
public record EngineChoice(EngineProvider provider, String reason) {}
