package io.wasmrunner.registry.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayerWriterTest {
    @TempDir
    Path folder;

    private BlobStore blobs;
    private Lease lease;
    private Path source;

    @BeforeEach
    void open() throws IOException {
        blobs = new BlobStore(folder.resolve("content"));
        lease = blobs.lease();
        source = Files.writeString(folder.resolve("source"), "content");
    }

    @AfterEach
    void close() throws IOException {
        lease.close();
    }

    private LayerItem.File file(int mode) throws IOException {
        return new LayerItem.File(source, Files.size(source), mode, null);
    }

    private WrittenLayer write(Map<ImagePath, LayerItem> items) throws IOException {
        return new LayerWriter(blobs, lease).write(items, 1234);
    }

    private List<String> list(WrittenLayer layer) throws IOException {
        List<String> all = new ArrayList<>();
        try (var tar = new TarArchiveInputStream(
                new GZIPInputStream(
                        Channels.newInputStream(blobs.open(layer.descriptor().digest()))),
                "UTF-8")) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                assertEquals(1_234_000, entry.getLastModifiedTime().toMillis());
                all.add(Integer.toOctalString(entry.getMode()) + " " + entry.getName());
                entry = tar.getNextEntry();
            }
        }
        return all;
    }

    @Test
    void entries_are_sorted_and_keep_their_modes() throws IOException {
        Map<ImagePath, LayerItem> items = new LinkedHashMap<>();
        items.put(new ImagePath("b.txt"), file(0600));
        items.put(new ImagePath("b/z"), file(LayerItem.PROGRAM_MODE));
        items.put(new ImagePath("b/a"), new LayerItem.Whiteout());
        items.put(new ImagePath("b"), new LayerItem.Folder(LayerItem.FOLDER_MODE));
        items.put(new ImagePath("a"), new LayerItem.Symlink("b"));

        WrittenLayer layer = write(items);

        assertEquals(List.of("777 a", "755 b/", "644 b/.wh.a", "755 b/z", "600 b.txt"), list(layer));
        assertTrue(blobs.verify(layer.descriptor().digest()));
        assertEquals(
                layer.descriptor().size(),
                blobs.size(layer.descriptor().digest()).orElseThrow());
    }

    @Test
    void the_same_items_are_the_same_bytes() throws IOException {
        Map<ImagePath, LayerItem> one = new LinkedHashMap<>();
        one.put(new ImagePath("a"), file(0644));
        one.put(new ImagePath("b"), file(0644));
        Map<ImagePath, LayerItem> other = new LinkedHashMap<>();
        other.put(new ImagePath("b"), file(0644));
        other.put(new ImagePath("a"), file(0644));
        WrittenLayer first = write(one);
        Files.setLastModifiedTime(source, java.nio.file.attribute.FileTime.fromMillis(99));

        assertEquals(first, write(other));
        assertNotEquals(first, new LayerWriter(blobs, lease).write(one, 1235));
    }

    @Test
    void a_source_that_changed_is_noticed() throws IOException {
        var longer = new LayerItem.File(source, 3, 0644, null);
        var shorter = new LayerItem.File(source, 30, 0644, null);
        var other = new LayerItem.File(source, 7, 0644, Digest.of(new byte[7]));
        for (LayerItem item : List.of(longer, shorter, other)) {
            var refused = assertThrows(RegistryException.class, () -> write(Map.of(new ImagePath("a"), item)));

            assertEquals(RegistryError.CONFLICT, refused.error());
            assertEquals(List.of(), blobs.list());
        }
    }

    @Test
    void the_difference_of_two_trees_laid_on_the_one_makes_the_other() throws IOException {
        Path before = Files.createDirectories(folder.resolve("before"));
        Path after = Files.createDirectories(folder.resolve("after"));
        for (Path tree : List.of(before, after)) {
            Files.createDirectories(tree.resolve("dir/sub"));
            Files.writeString(tree.resolve("dir/same"), "same");
            Files.createSymbolicLink(tree.resolve("link"), Path.of("dir"));
        }
        Files.writeString(before.resolve("dir/sub/gone"), "x");
        Files.writeString(before.resolve("turns"), "x");
        Files.writeString(before.resolve("changes"), "old");
        Files.createDirectories(before.resolve("empty"));
        Files.createDirectories(after.resolve("turns/into/folders"));
        Files.writeString(after.resolve("changes"), "new");
        Files.writeString(after.resolve("empty"), "now a file");

        Map<ImagePath, LayerItem> difference = TreeDifference.between(before, after);

        assertEquals(
                List.of("changes", "dir/sub/gone", "empty", "turns", "turns/into", "turns/into/folders"),
                difference.keySet().stream().map(ImagePath::text).toList());
        WrittenLayer low = write(TreeDifference.all(before));
        WrittenLayer high = write(difference);
        Snapshots snapshots = new Snapshots(folder.resolve("snapshots"), blobs);
        try (Rootfs rootfs =
                snapshots.open(List.of(low.descriptor(), high.descriptor()), List.of(low.diffId(), high.diffId()))) {
            assertTrue(TreeDifference.between(after, rootfs.folder()).isEmpty());
            assertTrue(TreeDifference.between(rootfs.folder(), after).isEmpty());
            assertFalse(TreeDifference.between(before, rootfs.folder()).isEmpty());
        }
    }
}
