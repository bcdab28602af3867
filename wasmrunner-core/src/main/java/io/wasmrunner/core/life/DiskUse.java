package io.wasmrunner.core.life;

import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.core.volume.Volume;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.image.ImageRow;
import io.wasmrunner.registry.layer.Trees;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What takes how much room in the state folder. */
public final class DiskUse {
    private DiskUse() {}

    /**
     * One kind of thing.
     *
     * @param bytes on disk, what is shared counted once
     * @param reclaimable bytes that {@code system prune} would free, with {@code --all}
     */
    public record Kind(String name, long count, long active, long bytes, long reclaimable) {}

    /** All kinds. */
    public static List<Kind> of(StateFolder state, Images images, Containers containers) throws IOException {
        List<ImageRow> rows = images.store().list();
        BlobStore blobs = images.store().blobs();
        Set<Digest> needed = images.store().needed();
        long all = 0;
        long unneeded = 0;
        for (Digest blob : blobs.list()) {
            long size = blobs.size(blob).orElse(0);
            all += size;
            unneeded += needed.contains(blob) ? 0 : size;
        }
        long tagged = rows.stream().filter(row -> !row.isDangling()).count();
        Path cache = state.root().resolve("cache");
        long builds = Trees.bytes(state.buildCache());
        return List.of(
                new Kind("Images", rows.size(), tagged, all, tagged == 0 ? all : unneeded),
                containers(containers),
                volumes(containers),
                kind("Unpacked layers", state.snapshots().resolve("layers"), Trees.bytes(state.snapshots())),
                kind("Build cache", state.buildCache(), builds),
                // What builds made is kept beneath the same folder.
                kind("Compiled code", cache, Trees.bytes(cache) - builds));
    }

    private static Kind containers(Containers containers) throws IOException {
        long live = 0;
        long bytes = 0;
        long reclaimable = 0;
        List<ContainerRow> rows = containers.list();
        for (ContainerRow row : rows) {
            long own = Trees.bytes(containers.store().files().folder(row.id()));
            bytes += own;
            live += row.status().isLive() ? 1 : 0;
            reclaimable += row.status().isLive() ? 0 : own;
        }
        return new Kind("Containers", rows.size(), live, bytes, reclaimable);
    }

    private static Kind volumes(Containers containers) throws IOException {
        long used = 0;
        long bytes = 0;
        long reclaimable = 0;
        List<Volume> volumes = containers.volumeStore().list();
        for (Volume volume : volumes) {
            long own = containers.volumeStore().bytes(volume.name());
            boolean inUse = !containers.volumes().users(volume.name()).isEmpty();
            bytes += own;
            used += inUse ? 1 : 0;
            reclaimable += inUse ? 0 : own;
        }
        return new Kind("Volumes", volumes.size(), used, bytes, reclaimable);
    }

    private static Kind kind(String name, Path folder, long bytes) throws IOException {
        long count = 0;
        if (Files.isDirectory(folder)) {
            try (var entries = Files.list(folder)) {
                count = entries.count();
            }
        }
        return new Kind(name, count, 0, bytes, bytes);
    }
}
