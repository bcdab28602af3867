package io.wasmrunner.registry.client;

import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.reference.Reference;
import java.util.List;

/**
 * What a pull brought. All of it is in the store, documents too.
 *
 * @param reference what was asked for
 * @param top what the reference means: a manifest, or an index
 * @param manifest the image that was chosen; the same as {@code top} when that is no index
 * @param manifests all that came, the chosen one first
 * @param moved bytes of blobs that had to move; 0 when all was there
 */
public record Pulled(Reference reference, Document top, Manifest manifest, List<Manifest> manifests, long moved) {
    public Pulled {
        manifests = List.copyOf(manifests);
    }
}
