package io.wasmrunner.registry.server.upstream;

import io.wasmrunner.registry.server.metadata.StoredManifest;

/**
 * A manifest that is here.
 *
 * @param stale whether the upstream could not say if it is still what was asked for
 */
public record Cached(StoredManifest manifest, boolean stale) {}
