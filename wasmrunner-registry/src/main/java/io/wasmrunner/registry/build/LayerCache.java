package io.wasmrunner.registry.build;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.FailPoint;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.layer.Trees;
import io.wasmrunner.registry.layer.WrittenLayer;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which layer came of which step: a small file for each, named by the digest of everything the step depends on. It keeps no
 * layer: one that was removed from the store is made again. Any number of builds may use it at once.
 */
public final class LayerCache {
    private static final String FIRST = "wasmrunner layer 1";

    private final Path root;
    private final NameLocks names;

    public LayerCache(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.names = NameLocks.of(this.root.resolveSibling(this.root.getFileName() + ".names"));
    }

    /**
     * What the step made: one layer, or none when it changed nothing. Empty when nobody knows, or the layer is gone.
     *
     * @param lease holds the layer
     */
    Optional<List<WrittenLayer>> find(Digest step, Lease lease) throws IOException {
        Optional<List<WrittenLayer>> known = read(root.resolve(step.hex()));
        for (WrittenLayer layer : known.orElse(List.of())) {
            if (!lease.hold(layer.descriptor().digest())) {
                return Optional.empty();
            }
        }
        return known;
    }

    private static Optional<List<WrittenLayer>> read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        if (lines.size() == 2
                && lines.getFirst().equals(FIRST)
                && lines.getLast().equals("nothing")) {
            return Optional.of(List.of());
        }
        if (lines.size() != 5
                || !lines.getFirst().equals(FIRST)
                || !Digest.isDigest(lines.get(2))
                || !lines.get(3).matches("[0-9]{1,18}")
                || !Digest.isDigest(lines.get(4))) {
            return Optional.empty();
        }
        Descriptor layer = new Descriptor(lines.get(1), Digest.parse(lines.get(2)), Long.parseLong(lines.get(3)));
        return Optional.of(List.of(new WrittenLayer(layer, Digest.parse(lines.get(4)))));
    }

    void put(Digest step, List<WrittenLayer> made) throws IOException {
        StringBuilder lines = new StringBuilder(FIRST).append('\n');
        if (made.isEmpty()) {
            lines.append("nothing\n");
        }
        for (WrittenLayer layer : made) {
            lines.append(layer.descriptor().mediaType()).append('\n');
            lines.append(layer.descriptor().digest()).append('\n');
            lines.append(layer.descriptor().size()).append('\n');
            lines.append(layer.diffId()).append('\n');
        }
        PrivateFolders.make(root);
        FailPoint.reach("buildcache.put");
        try (Held _ = names.lock(step.hex())) {
            DurableFile.replace(root.resolve(step.hex()), lines.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Forgets the steps whose layer is not in the store any more. */
    public void prune(BlobStore blobs) throws IOException {
        for (Path file : Trees.list(root)) {
            Optional<List<WrittenLayer>> known = read(file);
            boolean there = known.isPresent()
                    && known.get().stream()
                            .allMatch(layer -> blobs.has(layer.descriptor().digest()));
            if (!there) {
                try (Held _ = names.lock(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Forgets all. */
    public void clear() throws IOException {
        Trees.delete(root);
    }
}
