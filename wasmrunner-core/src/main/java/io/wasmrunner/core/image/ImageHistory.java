package io.wasmrunner.core.image;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.HistoryEntry;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The steps that made an image. */
public final class ImageHistory {
    private static final String NO_LAYER = "<missing>";

    private ImageHistory() {}

    /**
     * One step.
     *
     * @param layer the digest of the layer it made, or {@code <missing>}
     * @param created RFC 3339, or empty
     * @param size bytes of its layer, as it is stored
     */
    public record Step(String layer, String created, String createdBy, String comment, long size) {}

    /** The last step first. An image that tells no steps has one for each layer. */
    public static List<Step> of(Images images, String name) throws IOException {
        Digest id = images.require(name).id();
        Manifest manifest = images.store().manifest(id);
        List<HistoryEntry> history = List.of();
        String type = manifest.config().mediaType();
        if (type.equals(MediaTypes.OCI_CONFIG) || type.equals(MediaTypes.DOCKER_CONFIG)) {
            byte[] config = images.store().blobs().read(manifest.config().digest(), Document.LARGEST);
            history = ImageConfig.parse(config, "the configuration of " + name).history();
        }
        List<Step> steps = new ArrayList<>();
        List<Descriptor> layers = manifest.layers();
        int next = 0;
        for (HistoryEntry entry : history) {
            boolean layer = !entry.emptyLayer() && next < layers.size();
            steps.addFirst(new Step(
                    layer ? layers.get(next).digest().toString() : NO_LAYER,
                    entry.created(),
                    entry.createdBy(),
                    entry.comment(),
                    layer ? layers.get(next).size() : 0));
            next += layer ? 1 : 0;
        }
        for (Descriptor rest : layers.subList(next, layers.size())) {
            steps.addFirst(new Step(rest.digest().toString(), "", rest.mediaType(), "", rest.size()));
        }
        return steps;
    }
}
