package io.wasmrunner.core.sandbox;

/**
 * Code that is compiled now.
 *
 * @param engine the engine's name
 * @param before whether it was already
 */
public record CompiledCode(String engine, boolean before) {}
