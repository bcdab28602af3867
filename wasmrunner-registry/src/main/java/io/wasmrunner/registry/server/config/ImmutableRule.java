package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.text.Glob;

/** Tags that, once there, neither move nor go. */
public record ImmutableRule(Glob repositories, Glob tags) {}
