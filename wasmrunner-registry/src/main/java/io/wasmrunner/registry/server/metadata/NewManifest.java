package io.wasmrunner.registry.server.metadata;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.reference.Tag;
import java.util.List;
import java.util.Map;

/**
 * A manifest that was pushed.
 *
 * @param blobs that it names and cannot do without, with their sizes in bytes
 * @param manifests that it lists, when it is an index
 * @param tags that shall name it
 */
public record NewManifest(
        Document document, Digest digest, Map<Digest, Long> blobs, List<Digest> manifests, List<Tag> tags) {
    public NewManifest {
        blobs = Map.copyOf(blobs);
        manifests = List.copyOf(manifests);
        tags = List.copyOf(tags);
    }
}
