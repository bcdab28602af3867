package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerFiles;
import io.wasmrunner.core.image.ImageBuild;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.HistoryEntry;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.image.ImageStyle;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.layer.LayerWriter;
import io.wasmrunner.registry.layer.WrittenLayer;
import io.wasmrunner.registry.overlay.UpperChanges;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes an image of a container: its image, and one layer with what it changed. */
final class Commit {
    /** What Docker takes, but for ONBUILD. */
    private static final Set<String> CHANGES =
            Set.of("CMD", "ENTRYPOINT", "ENV", "EXPOSE", "LABEL", "USER", "VOLUME", "WORKDIR");

    private final Images images;
    private final ModuleLoader modules;
    private final ContainerFiles files;
    private final BlobStore blobs;

    Commit(Images images, ModuleLoader modules, ContainerFiles files) {
        this.images = images;
        this.modules = modules;
        this.files = files;
        this.blobs = images.store().blobs();
    }

    /** Makes it, and gives back its id. */
    Digest of(Container container, UpperChanges upper, CommitRequest request) throws IOException {
        request.changes().forEach(Commit::check);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (Lease lease = blobs.lease()) {
            Manifest base = base(container, lease, now);
            if (!request.changes().isEmpty()) {
                base = new ImageBuild(images, modules)
                        .changed(base, config(base).platform(), request.changes(), lease);
            }
            for (Descriptor blob : base.blobs()) {
                lease.hold(blob.digest());
            }
            ImageConfig config = config(base);
            List<Descriptor> layers = new ArrayList<>(base.layers());
            List<Digest> diffIds = new ArrayList<>(config.diffIds());
            List<HistoryEntry> history = new ArrayList<>(config.history());
            Map<ImagePath, LayerItem> items = upper.layer();
            if (!items.isEmpty()) {
                WrittenLayer layer = new LayerWriter(blobs, lease).write(items, now.getEpochSecond());
                layers.add(layer.descriptor());
                diffIds.add(layer.diffId());
            }
            history.add(new HistoryEntry(
                    now.toString(), String.join(" ", container.spec().command()), request.message(), items.isEmpty()));
            Manifest manifest = put(
                    new ImageConfig(
                            now.toString(), request.author(), config.platform(), config.config(), diffIds, history),
                    layers,
                    lease);
            return images.store()
                    .add(manifest, manifest.digest(), request.names())
                    .id();
        }
    }

    private static void check(String change) {
        String word = change.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
        if (!CHANGES.contains(word) || change.indexOf('\n') >= 0 || change.indexOf('\r') >= 0) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot commit with -c '%s': it takes one of CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, USER, VOLUME and WORKDIR"
                            .formatted(change));
        }
    }

    /** The image without what the container changed, but with how it was run. */
    private Manifest base(Container container, Lease lease, Instant now) throws IOException {
        Image image = container.spec().image().id().isEmpty()
                ? null
                : images.store()
                        .byId(container.spec().image().id().get())
                        .orElseThrow(() -> new WasmrunnerException(
                                ErrorCode.NOT_FOUND,
                                "cannot commit %s: its image is not here any more; pull or build it again"
                                        .formatted(container.name())));
        if (image != null && image.style() == ImageStyle.FILES) {
            Manifest manifest = images.store().manifest(image.id());
            ImageConfig config = config(manifest);
            return put(
                    new ImageConfig(
                            config.created(),
                            config.author(),
                            config.platform(),
                            CommittedConfig.of(container, config.config()),
                            config.diffIds(),
                            config.history()),
                    manifest.layers(),
                    lease);
        }
        Path module = image == null
                ? files.module(container.id())
                : blobs.path(image.module().orElseThrow());
        String name =
                ImagePath.normalized(container.spec().command().getFirst()).name();
        WrittenLayer layer = new LayerWriter(blobs, lease)
                .write(
                        Map.of(
                                new ImagePath(name),
                                new LayerItem.File(module, Files.size(module), LayerItem.PROGRAM_MODE, null)),
                        now.getEpochSecond());
        return put(
                new ImageConfig(
                        now.toString(),
                        "",
                        Platform.WASI,
                        CommittedConfig.of(container, "/" + name, image),
                        List.of(layer.diffId()),
                        List.of(new HistoryEntry(now.toString(), "COPY " + name + " /", "", false))),
                List.of(layer.descriptor()),
                lease);
    }

    private ImageConfig config(Manifest manifest) throws IOException {
        return ImageConfig.parse(
                blobs.read(manifest.config().digest(), Document.LARGEST), "the configuration of the image");
    }

    private Manifest put(ImageConfig config, List<Descriptor> layers, Lease lease) throws IOException {
        byte[] bytes = config.bytes();
        Manifest manifest = Manifest.of(Descriptor.of(MediaTypes.OCI_CONFIG, bytes), layers, Map.of());
        for (byte[] content : List.of(bytes, manifest.bytes())) {
            lease.hold(Digest.of(content));
            blobs.put(content);
        }
        return manifest;
    }
}
