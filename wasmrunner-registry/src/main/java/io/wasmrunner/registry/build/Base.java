package io.wasmrunner.registry.build;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.HistoryEntry;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.layer.WrittenLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stage begins with.
 *
 * @param platformOrNull of an image with files, when it says one
 */
record Base(
        List<WrittenLayer> layers,
        RunConfig config,
        List<HistoryEntry> history,
        @Nullable Platform platformOrNull) {
    /** Nothing. */
    static final Base SCRATCH = new Base(List.of(), RunConfig.EMPTY, List.of(), null);

    private static final String TITLE = "org.opencontainers.image.title";

    Base {
        layers = List.copyOf(layers);
        history = List.copyOf(history);
    }

    /** Of an image whose blobs are in the store; a module alone becomes a file in an image. */
    static Base of(String reference, Manifest manifest, Workshop shop) throws IOException {
        for (Descriptor blob : manifest.blobs()) {
            if (!shop.lease().hold(blob.digest())) {
                throw new RegistryException(
                        RegistryError.NOT_FOUND,
                        "cannot build on " + reference + ": " + blob.digest() + " is not in the store; pull it again");
            }
        }
        shop.inputs().base(reference, manifest.digest());
        boolean module = !manifest.layers().isEmpty()
                && MediaTypes.isModule(manifest.layers().getFirst().mediaType());
        return module ? module(manifest, shop) : image(reference, manifest, shop);
    }

    private static Base image(String reference, Manifest manifest, Workshop shop) throws IOException {
        ImageConfig config = ImageConfig.parse(
                shop.blobs().read(manifest.config().digest(), Document.LARGEST), "the configuration of " + reference);
        if (config.diffIds().size() != manifest.layers().size()) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot build on " + reference + ": it has "
                            + manifest.layers().size() + " layers, its configuration "
                            + config.diffIds().size());
        }
        List<WrittenLayer> layers = new ArrayList<>();
        for (int i = 0; i < config.diffIds().size(); i++) {
            Descriptor layer = manifest.layers().get(i);
            if (!MediaTypes.isArchive(layer.mediaType())) {
                throw new RegistryException(
                        RegistryError.INVALID,
                        "cannot build on " + reference + ": its layer " + layer.digest() + " is a " + layer.mediaType()
                                + ", not an archive of files");
            }
            layers.add(new WrittenLayer(
                    new Descriptor(ociType(layer.mediaType()), layer.digest(), layer.size()),
                    config.diffIds().get(i)));
        }
        return new Base(layers, config.config(), config.history(), config.platform());
    }

    private static String ociType(String mediaType) {
        return switch (mediaType) {
            case MediaTypes.DOCKER_LAYER -> MediaTypes.OCI_LAYER;
            case MediaTypes.DOCKER_LAYER_GZIP -> MediaTypes.OCI_LAYER_GZIP;
            default -> mediaType;
        };
    }

    private static Base module(Manifest manifest, Workshop shop) throws IOException {
        Descriptor module = manifest.layers().getFirst();
        ImagePath name = ImagePath.ROOT.resolve(fileName(manifest, module));
        Path source = shop.blobs().path(module.digest());
        WrittenLayer layer = shop.writer()
                .write(
                        Map.of(name, new LayerItem.File(source, module.size(), LayerItem.FILE_MODE, module.digest())),
                        shop.modified());
        return new Base(
                List.of(layer),
                RunConfig.EMPTY.withEntrypoint(List.of(name.toString())),
                List.of(new HistoryEntry("", "COPY " + name.name() + " /", "wasmrunner build", false)),
                null);
    }

    private static String fileName(Manifest manifest, Descriptor module) {
        String title =
                module.annotations().getOrDefault(TITLE, manifest.annotations().getOrDefault(TITLE, ""));
        return title.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}") ? title : "module.wasm";
    }
}
