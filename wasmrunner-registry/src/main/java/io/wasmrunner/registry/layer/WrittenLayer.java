package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;

/**
 * A layer in the store.
 *
 * @param diffId the digest before it was compressed
 */
public record WrittenLayer(Descriptor descriptor, Digest diffId) {}
