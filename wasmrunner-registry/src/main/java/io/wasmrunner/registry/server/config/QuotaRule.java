package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.text.Glob;

/**
 * How much the repositories of a pattern may hold together.
 *
 * @param bytes of their blobs; one that several of them have counts for each
 */
public record QuotaRule(Glob repositories, long bytes) {}
