package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.file.FailPoint;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.layer.tar.TarReader;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Layers, each unpacked once: {@code <diffId>/tree} and what it takes away from others, {@code <diffId>/whiteouts}. */
final class LayerSnapshots {
    private final Path root;
    private final NameLocks names;
    private final WorkFolders work;
    private final BlobStore blobs;
    private final LayerLimits limits;
    private final Consumer<String> notes;

    LayerSnapshots(Path root, WorkFolders work, BlobStore blobs, LayerLimits limits, Consumer<String> notes) {
        this.root = root;
        this.names = NameLocks.of(root.resolveSibling(root.getFileName() + ".names"));
        this.work = work;
        this.blobs = blobs;
        this.limits = limits;
        this.notes = notes;
    }

    /** Of a layer that {@link #ensure} made, and that is marked. */
    void layOn(MergedTree tree, Digest diffId) throws IOException {
        Path folder = folder(diffId);
        tree.add(folder.resolve("tree"), Whiteouts.parse(Files.readAllBytes(folder.resolve("whiteouts"))));
    }

    /** Unpacks a layer, unless it is there. */
    void ensure(Descriptor layer, Digest diffId) throws IOException {
        Path place = folder(diffId);
        try (Held _ = names.lock(place.getFileName().toString())) {
            if (!Files.isDirectory(place)) {
                unpack(layer, diffId, place);
            }
        }
    }

    private void unpack(Descriptor layer, Digest diffId, Path place) throws IOException {
        TarFault fault = new TarFault("layer " + layer.digest());
        long size = blobs.size(layer.digest()).orElse(-1);
        if (size >= 0 && size != layer.size()) {
            throw fault.because("it has " + size + " bytes; its descriptor says " + layer.size());
        }
        try (WorkFolders.Work made = work.open()) {
            Path tree = Files.createDirectory(made.folder().resolve("tree"), Modes.FOLDER);
            Unpacker unpacker = new Unpacker(tree, limits, fault, notes);
            Whiteouts whiteouts = verified(layer, diffId, fault, unpacker);
            Path list = Files.write(made.folder().resolve("whiteouts"), whiteouts.bytes());
            FailPoint.reach("layer.unpacked");
            Trees.sync(unpacker.written());
            Trees.sync(List.of(tree, list));
            FailPoint.reach("layer.synced");
            made.moveTo(place);
            FailPoint.reach("layer.visible");
        }
    }

    private Whiteouts verified(Descriptor layer, Digest diffId, TarFault fault, Unpacker unpacker) throws IOException {
        try (InputStream content = Channels.newInputStream(blobs.open(layer.digest()));
                LayerStream stream = LayerStream.of(content, layer.size(), diffId.algorithm(), limits, fault)) {
            Whiteouts whiteouts = unpacker.unpack(new TarReader(stream, limits.tar(), fault));
            Digest actual = stream.finish();
            if (!actual.equals(diffId)) {
                throw fault.because("its content has the digest " + actual + "; the image says " + diffId);
            }
            return whiteouts;
        } catch (RegistryException e) {
            if (blobs.has(layer.digest()) && !blobs.verify(layer.digest())) {
                RegistryException damaged = blobs.damaged(layer.digest());
                damaged.addSuppressed(e);
                throw damaged;
            }
            throw e;
        }
    }

    private Path folder(Digest diffId) {
        return root.resolve(diffId.algorithm() + "-" + diffId.hex());
    }

    /** Removes those that neither a tree nor a living process needs; {@code needed} is asked under the layer's lock. */
    void prune(Needed needed) throws IOException {
        for (Path folder : Trees.list(root)) {
            String name = folder.getFileName().toString();
            try (Held _ = names.lock(name)) {
                if (!needed.isNeeded(name)) {
                    FailPoint.reach("layer.remove");
                    try (WorkFolders.Work gone = work.open()) {
                        gone.take(folder);
                    }
                }
            }
        }
    }

    long bytes() throws IOException {
        return Trees.bytes(root);
    }

    /** Whether a folder, named by a digest with {@code -} for the colon, must stay. */
    interface Needed {
        boolean isNeeded(String name) throws IOException;
    }
}
