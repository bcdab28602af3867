package io.wasmrunner.runtime.engine;

/** What there is to know about an engine without opening it. */
public record EngineInfo(String name, String version) {}
