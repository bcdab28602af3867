package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.server.access.Glob;

/** Tags that, once there, neither move nor go. */
public record ImmutableRule(Glob repositories, Glob tags) {}
