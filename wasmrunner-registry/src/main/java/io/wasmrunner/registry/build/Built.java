package io.wasmrunner.registry.build;

import io.wasmrunner.registry.build.record.BuildInputs;
import io.wasmrunner.registry.format.Manifest;

/**
 * A finished build. All blobs of it are in the store, held by the lease that was given.
 *
 * @param artifact whether it is a module alone (CNCF Wasm OCI artifact), not an image with files
 * @param inputs what it looked at and what it needs
 */
public record Built(Manifest manifest, boolean artifact, BuildInputs inputs) {}
