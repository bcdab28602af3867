package io.wasmrunner.registry.client;

import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.reference.Reference;

/**
 * What a registry has now.
 *
 * @param reference what was pushed to
 * @param top what the reference means there
 * @param moved bytes of blobs that had to move; 0 when all was there
 */
public record Pushed(Reference reference, Descriptor top, long moved) {}
