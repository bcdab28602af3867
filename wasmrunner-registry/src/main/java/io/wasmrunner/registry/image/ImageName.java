package io.wasmrunner.registry.image;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.reference.Reference;

/**
 * A name and what it means on this machine.
 *
 * @param reference with a tag, or with a digest and no tag
 * @param image the manifest's digest
 * @param top the digest of what the registry has by that name: the manifest, or an index it was chosen from
 */
public record ImageName(Reference reference, Digest image, Digest top) {}
