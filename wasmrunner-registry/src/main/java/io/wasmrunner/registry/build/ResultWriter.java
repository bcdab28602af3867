package io.wasmrunner.registry.build;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.layer.ScopedPaths;
import io.wasmrunner.registry.layer.WrittenLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the image of the last stage: the artifact of a module when that can say all there is to say, else an image with files. */
final class ResultWriter {
    private final Workshop shop;
    private final ModuleCheck check;

    ResultWriter(Workshop shop, ModuleCheck check) {
        this.shop = shop;
        this.check = check;
    }

    Built write(StageResult stage) throws IOException {
        Map<String, String> labels = new TreeMap<>(stage.config().labels());
        labels.putAll(shop.request().labels());
        RunConfig config = stage.config().withLabels(labels);
        Optional<LayerItem.File> module = onlyModule(stage, config);
        Manifest manifest;
        if (module.isPresent()) {
            String title = ImagePath.normalized(config.entrypoint().getFirst()).name();
            check.check(module.get().source(), title);
            manifest = new ArtifactBuilder(shop.blobs(), shop.lease())
                    .build(module.get().source(), title, labels, shop.request().epochOrNull());
        } else {
            manifest = image(stage, config);
        }
        for (Descriptor blob : manifest.blobs()) {
            shop.inputs().needed(shop.blobs().path(blob.digest()), blob.size());
        }
        shop.inputs().needed(shop.blobs().path(manifest.digest()), manifest.bytes().length);
        return new Built(manifest, module.isPresent(), shop.inputs());
    }

    /** The one file of an image that is nothing else but a module to run. */
    private static Optional<LayerItem.File> onlyModule(StageResult stage, RunConfig config) throws IOException {
        RunConfig plain = RunConfig.EMPTY.withEntrypoint(config.entrypoint()).withLabels(config.labels());
        if (!stage.fromScratch() || !config.equals(plain) || config.entrypoint().size() != 1) {
            return Optional.empty();
        }
        ImagePath entrypoint = ImagePath.normalized(config.entrypoint().getFirst());
        LayerItem.File only = null;
        for (Map.Entry<ImagePath, LayerItem> item : stage.layers().onlyItems().entrySet()) {
            boolean folder = item.getValue() instanceof LayerItem.Folder;
            boolean module = item.getValue() instanceof LayerItem.File
                    && item.getKey().equals(entrypoint)
                    && entrypoint.name().endsWith(".wasm");
            if (item.getValue() instanceof LayerItem.File file && module) {
                only = file;
            } else if (!folder || !entrypoint.startsWith(item.getKey())) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(only);
    }

    private Manifest image(StageResult stage, RunConfig config) throws IOException {
        stage.layers().finish();
        checkEntrypoint(stage, config);
        ImageConfig image = new ImageConfig(
                Dates.created(shop.request().epochOrNull()),
                "",
                shop.request().platform(),
                config,
                stage.layers().layers().stream().map(WrittenLayer::diffId).toList(),
                stage.layers().history());
        byte[] bytes = image.bytes();
        put(bytes);
        Manifest manifest = Manifest.of(
                Descriptor.of(MediaTypes.OCI_CONFIG, bytes),
                stage.layers().layers().stream().map(WrittenLayer::descriptor).toList(),
                Map.of());
        put(manifest.bytes());
        return manifest;
    }

    /** What cannot be run is worth a warning, not more: the image may be meant to be built upon. */
    private void checkEntrypoint(StageResult stage, RunConfig config) throws IOException {
        String command = !config.entrypoint().isEmpty()
                ? config.entrypoint().getFirst()
                : config.cmd().isEmpty() ? "" : config.cmd().getFirst();
        if (command.isEmpty()) {
            shop.listener().warns("the image has no ENTRYPOINT: run must be told what to run");
            return;
        }
        Path tree = stage.layers().tree();
        ImagePath named = Destination.absolute(command, ImagePath.normalized(config.workingDir()));
        Path module = ScopedPaths.follow(tree, named, true).in(tree);
        if (Files.isRegularFile(module, LinkOption.NOFOLLOW_LINKS)) {
            check.check(module, named.toString());
        } else {
            shop.listener().warns("the image has no " + named + ", which its ENTRYPOINT names");
        }
    }

    private void put(byte[] content) throws IOException {
        shop.lease().hold(Digest.of(content));
        shop.blobs().put(content);
    }
}
