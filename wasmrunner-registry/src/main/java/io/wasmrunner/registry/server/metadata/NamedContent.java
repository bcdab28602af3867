package io.wasmrunner.registry.server.metadata;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a manifest cannot do without. */
public final class NamedContent {
    private NamedContent() {}

    /** Blobs with their sizes in bytes. */
    public static Map<Digest, Long> blobs(Document document) {
        Map<Digest, Long> blobs = new LinkedHashMap<>();
        if (document instanceof Manifest manifest) {
            for (Descriptor blob : manifest.blobs()) {
                if (!isElsewhere(blob.mediaType())) {
                    blobs.put(blob.digest(), blob.size());
                }
            }
        }
        return blobs;
    }

    public static List<Digest> manifests(Document document) {
        return document instanceof Index index
                ? index.manifests().stream().map(Descriptor::digest).distinct().toList()
                : List.of();
    }

    /** Layers that must not be distributed are named without being pushed (image-spec, layer.md, "Non-Distributable Layers"). */
    private static boolean isElsewhere(String mediaType) {
        return mediaType.startsWith("application/vnd.oci.image.layer.nondistributable.")
                || mediaType.startsWith("application/vnd.docker.image.rootfs.foreign.");
    }
}
