package io.wasmrunner.registry.image;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.format.WasmConfig;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes out what a manifest is, in every style that images of WebAssembly have. */
final class ImageReader {
    private static final String TITLE = "org.opencontainers.image.title";
    private static final String CREATED = "org.opencontainers.image.created";

    private final BlobStore blobs;

    ImageReader(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * Reads the configuration, which must be in the store.
     *
     * @throws RegistryException when it is missing, damaged or malformed
     */
    Image read(Manifest manifest, long added) throws IOException {
        String what = "the configuration of " + manifest.digest().abbreviated();
        List<Descriptor> layers = manifest.layers();
        boolean module =
                !layers.isEmpty() && MediaTypes.isModule(layers.getFirst().mediaType());
        boolean image = switch (manifest.config().mediaType()) {
            case MediaTypes.OCI_CONFIG, MediaTypes.DOCKER_CONFIG -> true;
            default -> false;
        };
        boolean files = image
                && !layers.isEmpty()
                && layers.stream().allMatch(layer -> MediaTypes.isArchive(layer.mediaType()));
        if (image) {
            ImageConfig config = ImageConfig.parse(config(manifest), what);
            ImageStyle style = module ? ImageStyle.MODULE : files ? ImageStyle.FILES : ImageStyle.OTHER;
            return image(
                    manifest, style, config.platform(), config.created(), config.config(), added, config.diffIds());
        }
        String created = manifest.annotations().getOrDefault(CREATED, "");
        Platform platform = new Platform("", "", "");
        if (manifest.config().mediaType().equals(MediaTypes.WASM_CONFIG)) {
            WasmConfig config = WasmConfig.parse(config(manifest), what);
            platform = new Platform(config.os(), "wasm", "");
            created = config.created().isEmpty() ? created : config.created();
        } else if (module) {
            platform = new Platform("wasip1", "wasm", "");
        }
        RunConfig config = RunConfig.EMPTY.withLabels(manifest.annotations());
        return image(
                manifest, module ? ImageStyle.MODULE : ImageStyle.OTHER, platform, created, config, added, List.of());
    }

    private static Image image(
            Manifest manifest,
            ImageStyle style,
            Platform platform,
            String created,
            RunConfig config,
            long added,
            List<Digest> diffIds) {
        long size = manifest.bytes().length;
        for (Descriptor blob : manifest.blobs()) {
            size += blob.size();
        }
        Digest module =
                style == ImageStyle.MODULE ? manifest.layers().getFirst().digest() : null;
        return new Image(
                manifest.digest(),
                manifest.config().digest(),
                style,
                platform,
                created,
                added,
                size,
                module,
                module == null ? "" : moduleName(manifest),
                style == ImageStyle.FILES ? diffIds : List.of(),
                config,
                manifest.layers());
    }

    /** A name for error messages and for the guest's first argument: never a path that leads anywhere. */
    private static String moduleName(Manifest manifest) {
        Map<String, String> names = new TreeMap<>(manifest.annotations());
        names.putAll(manifest.layers().getFirst().annotations());
        String title = names.getOrDefault(TITLE, "");
        String file = title.substring(title.lastIndexOf('/') + 1);
        return file.isEmpty() || file.length() > 255 || file.chars().anyMatch(c -> c < ' ') ? "module.wasm" : file;
    }

    private byte[] config(Manifest manifest) throws IOException {
        return blobs.read(manifest.config().digest(), Document.LARGEST);
    }
}
