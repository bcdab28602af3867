package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.file.FailPoint;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The files of images, unpacked once and shared by all who run them: {@code layers/} has each layer, {@code trees/} has what
 * chains of layers make together, out of hard links. A snapshot that is there is whole. Any number of processes may use the
 * same folder.
 */
public final class Snapshots {
    private final Path trees;
    private final NameLocks names;
    private final WorkFolders work;
    private final Marks marks;
    private final LayerSnapshots layers;
    private final LayerLimits limits;

    public Snapshots(Path root, BlobStore blobs) {
        this(root, blobs, LayerLimits.DEFAULT, _ -> {});
    }

    /** @param notes is told, in a line each, what of a layer was left out */
    public Snapshots(Path root, BlobStore blobs, LayerLimits limits, Consumer<String> notes) {
        Path folder = root.toAbsolutePath().normalize();
        this.trees = folder.resolve("trees");
        this.names = NameLocks.of(folder.resolve("trees.names"));
        this.work = new WorkFolders(folder.resolve("work"));
        this.marks = new Marks(folder.resolve("marks"));
        this.layers = new LayerSnapshots(folder.resolve("layers"), work, blobs, limits, notes);
        this.limits = limits;
    }

    /** Where the tree of these layers is, when it is there. Nothing keeps it there but a {@link Rootfs}. */
    public Optional<Path> find(ChainId chainId) {
        Path tree = folder(chainId).resolve("tree");
        return Files.isDirectory(tree) ? Optional.of(tree) : Optional.empty();
    }

    /**
     * The tree of an image, made if need be.
     *
     * @throws RegistryException {@link RegistryError#INVALID} for an image or layer that is refused,
     *     {@link RegistryError#NOT_FOUND} for a layer that is not in the store
     */
    public Rootfs open(Manifest manifest, ImageConfig config) throws IOException {
        return open(archives(manifest, config), config.diffIds());
    }

    /**
     * The tree of some layers, made if need be.
     *
     * @param archives lowest first, as {@code diffIds}
     */
    public Rootfs open(List<Descriptor> archives, List<Digest> diffIds) throws IOException {
        ChainId chainId = ChainId.of(diffIds);
        Set<Digest> used = new HashSet<>(diffIds);
        used.add(chainId.digest());
        Path place = folder(chainId);
        Held mark = marks.set(used);
        boolean open = false;
        try (Held _ = names.lock(place.getFileName().toString())) {
            if (!Files.isDirectory(place)) {
                make(archives, diffIds, chainId, place);
            }
            open = true;
            return new Rootfs(chainId, place.resolve("tree"), mark);
        } finally {
            if (!open) {
                mark.close();
            }
        }
    }

    private static List<Descriptor> archives(Manifest manifest, ImageConfig config) {
        List<Descriptor> archives = manifest.layers();
        for (Descriptor layer : archives) {
            if (!MediaTypes.isArchive(layer.mediaType())) {
                throw new RegistryException(
                        RegistryError.INVALID,
                        "cannot unpack " + manifest.digest() + ": its layer " + layer.digest() + " is a "
                                + layer.mediaType() + ", not an archive of files");
            }
        }
        if (archives.size() != config.diffIds().size()) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot unpack " + manifest.digest() + ": it has " + archives.size() + " layers, its configuration "
                            + config.diffIds().size());
        }
        return archives;
    }

    private void make(List<Descriptor> archives, List<Digest> diffIds, ChainId chainId, Path place) throws IOException {
        MergedTree merged = new MergedTree(limits.treeEntries(), new TarFault("the layers " + chainId));
        for (int i = 0; i < diffIds.size(); i++) {
            layers.ensure(archives.get(i), diffIds.get(i));
            layers.layOn(merged, diffIds.get(i));
        }
        StringBuilder list = new StringBuilder();
        diffIds.forEach(diffId -> list.append(diffId).append('\n'));
        try (WorkFolders.Work made = work.open()) {
            List<Path> written = new ArrayList<>(merged.make(made.folder().resolve("tree")));
            written.add(Files.writeString(made.folder().resolve("layers"), list, StandardCharsets.US_ASCII));
            FailPoint.reach("rootfs.made");
            Trees.sync(written);
            FailPoint.reach("rootfs.synced");
            made.moveTo(place);
            FailPoint.reach("rootfs.visible");
        }
    }

    /** An empty folder for something that a process makes of a tree; it is gone when it is closed, or with the process. */
    public WorkFolders.Work work() throws IOException {
        return work.open();
    }

    /** Removes the trees that are neither needed nor used by a living process, and the layers that only they were made of. */
    public void prune(Predicate<ChainId> needed) throws IOException {
        for (Path folder : Trees.list(trees)) {
            String name = folder.getFileName().toString();
            Optional<Digest> chain = digest(name);
            try (Held _ = names.lock(name)) {
                boolean stays = chain.isPresent()
                        && (needed.test(new ChainId(chain.get())) || marks.all().contains(chain.get()));
                if (!stays) {
                    FailPoint.reach("rootfs.remove");
                    try (WorkFolders.Work gone = work.open()) {
                        gone.take(folder);
                    }
                }
            }
        }
        Set<Digest> laid = new HashSet<>();
        for (Path folder : Trees.list(trees)) {
            laid.addAll(Marks.read(folder.resolve("layers")));
        }
        layers.prune(name -> {
            Optional<Digest> diffId = digest(name);
            return diffId.isPresent()
                    && (laid.contains(diffId.get()) || marks.all().contains(diffId.get()));
        });
        work.removeAbandoned();
    }

    /** Bytes of all unpacked layers; the trees that are made of them need hardly more. */
    public long bytes() throws IOException {
        return layers.bytes();
    }

    private static Optional<Digest> digest(String folder) {
        String text = folder.replace('-', ':');
        return Digest.isDigest(text) ? Optional.of(Digest.parse(text)) : Optional.empty();
    }

    private Path folder(ChainId chainId) {
        Digest digest = chainId.digest();
        return trees.resolve(digest.algorithm() + "-" + digest.hex());
    }
}
