package io.wasmrunner.registry.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who keeps a snapshot, and who removes it. */
final class SnapshotsUseTest {
    @TempDir
    Path folder;

    private BlobStore blobs;
    private Snapshots snapshots;

    @BeforeEach
    void open() {
        blobs = new BlobStore(folder.resolve("content"));
        snapshots = new Snapshots(folder.resolve("snapshots"), blobs);
    }

    private Layers layers() {
        return new Layers(blobs);
    }

    private static String read(Rootfs rootfs, String path) throws IOException {
        return Files.readString(rootfs.folder().resolve(path));
    }

    private List<String> below(String name) throws IOException {
        try (var all = Files.list(folder.resolve("snapshots").resolve(name))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_layer_is_unpacked_once_for_all_images() throws IOException {
        Layers one = layers().add(new Archive().file("shared", "x")).add(new Archive().file("one", "x"));
        Layers other = layers().add(new Archive().file("shared", "x")).add(new Archive().file("other", "x"));
        try (Rootfs first = one.open(snapshots);
                Rootfs second = other.open(snapshots)) {
            assertTrue(Files.isSameFile(
                    first.folder().resolve("shared"), second.folder().resolve("shared")));
            assertEquals(3, below("layers").size());
            assertEquals(3, snapshots.bytes());
            assertEquals(first.folder(), snapshots.find(one.chainId()).orElseThrow());
        }
    }

    @Test
    void a_prune_leaves_what_is_needed_or_in_use() throws IOException {
        Layers needed = layers().add(new Archive().file("needed", "x"));
        Layers used = layers().add(new Archive().file("used", "x"));
        Layers gone = layers().add(new Archive().file("gone", "x"));
        needed.open(snapshots).close();
        gone.open(snapshots).close();
        try (Rootfs rootfs = used.open(snapshots)) {
            snapshots.prune(needed.chainId()::equals);

            assertEquals("x", read(rootfs, "used"));
            assertTrue(snapshots.find(needed.chainId()).isPresent());
            assertTrue(snapshots.find(gone.chainId()).isEmpty());
            assertEquals(2, below("layers").size());
        }
        snapshots.prune(_ -> false);

        assertEquals(List.of(), below("layers"));
        assertEquals(List.of(), below("trees"));
        assertEquals(List.of(), below("work"));
        assertEquals(List.of(), below("marks"));
    }

    @Test
    void what_a_dead_process_left_is_cleared_away() throws IOException {
        Files.createDirectories(folder.resolve("snapshots/work/dead/tree"));
        Files.createDirectories(folder.resolve("snapshots/marks"));
        Layers layers = layers().add(new Archive().file("a", "x"));
        layers.open(snapshots).close();
        Files.writeString(
                folder.resolve("snapshots/marks/dead"), layers.chainId().digest() + "\n", StandardCharsets.US_ASCII);

        snapshots.prune(_ -> false);

        assertTrue(snapshots.find(layers.chainId()).isEmpty());
        assertEquals(List.of(), below("work"));
    }

    @Test
    void threads_that_want_the_same_tree_share_it_while_another_prunes() throws Exception {
        Layers layers = layers().add(new Archive().file("a", "x")).add(new Archive().file("b", "y"));
        int threads = 6;
        CyclicBarrier start = new CyclicBarrier(threads);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                boolean prunes = i == 0;
                all.add(executor.submit(() -> {
                    start.await();
                    for (int round = 0; round < 20; round++) {
                        if (prunes) {
                            snapshots.prune(_ -> false);
                        } else {
                            try (Rootfs rootfs = layers.open(snapshots)) {
                                assertEquals("x", read(rootfs, "a"));
                                assertEquals("y", read(rootfs, "b"));
                            }
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }
}
