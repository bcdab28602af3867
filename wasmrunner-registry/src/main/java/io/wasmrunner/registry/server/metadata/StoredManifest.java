package io.wasmrunner.registry.server.metadata;

import io.wasmrunner.registry.digest.Digest;

/** What a repository holds by a tag or a digest. */
public record StoredManifest(Digest digest, String mediaType) {}
