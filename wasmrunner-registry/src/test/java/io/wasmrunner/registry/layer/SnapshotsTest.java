package io.wasmrunner.registry.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.v3.zstd.ZstdOutputStream;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.store.BlobStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotsTest {
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

    private static boolean exists(Rootfs rootfs, String path) {
        return Files.exists(rootfs.folder().resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    private List<String> below(String name) throws IOException {
        try (var all = Files.list(folder.resolve("snapshots").resolve(name))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void upper_layers_cover_and_hide_what_lower_ones_have() throws IOException {
        Layers layers = layers().add(new Archive()
                        .file("etc/passwd", "low")
                        .file("etc/gone", "x")
                        .file("var/cache/a", "x")
                        .file("tool/old/deep", "x")
                        .file("swap", "file"))
                .add(new Archive()
                        .file("etc/passwd", "high")
                        .file("etc/.wh.gone", "")
                        .file("var/cache/.wh..wh..opq", "")
                        .file("var/cache/b", "new")
                        .file(".wh.tool", "")
                        .file("tool/fresh", "x")
                        .file("swap/inside", "x"));
        try (Rootfs rootfs = layers.open(snapshots)) {
            assertEquals("high", read(rootfs, "etc/passwd"));
            assertFalse(exists(rootfs, "etc/gone"));
            assertFalse(exists(rootfs, "var/cache/a"));
            assertEquals("new", read(rootfs, "var/cache/b"));
            assertFalse(exists(rootfs, "tool/old"));
            assertEquals("x", read(rootfs, "tool/fresh"));
            assertEquals("x", read(rootfs, "swap/inside"));
            assertEquals(layers.chainId(), rootfs.chainId());
        }
    }

    @Test
    @Tag("attack-40")
    void no_layer_reaches_through_a_link_of_a_lower_one() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "the host's");
        Layers layers = layers().add(
                        new Archive().symlink("out", outside.toString()).symlink("up", "../../../../outside"))
                .add(new Archive()
                        .file("out/secret", "evil")
                        .file("up/.wh.secret", "")
                        .file("up/.wh..wh..opq", "")
                        .file("other", "x"));
        try (Rootfs rootfs = layers.open(snapshots)) {
            assertEquals("evil", read(rootfs, "out/secret"));
            assertTrue(Files.isDirectory(rootfs.folder().resolve("out"), LinkOption.NOFOLLOW_LINKS));
            assertEquals("the host's", Files.readString(outside.resolve("secret")));
        }
    }

    @Test
    @Tag("attack-40")
    void a_hard_link_to_a_file_of_a_lower_layer_is_refused() throws IOException {
        Layers layers = layers().add(new Archive().file("a", "x")).add(new Archive().hardLink("b", "a"));

        var refused = assertThrows(RegistryException.class, () -> layers.open(snapshots));

        assertTrue(refused.getMessage().endsWith("b is a hard link to a, which is no file of the same layer"));
        assertEquals(List.of(), below("work"));
    }

    @Test
    void zstd_plain_and_several_gzip_members_are_read() throws IOException {
        byte[] zstd = new Archive().file("zstd", "x").bytes();
        byte[] plain = new Archive().file("plain", "x").bytes();
        byte[] split = new Archive().file("split", "y".repeat(5000)).bytes();
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(compressed)) {
            out.write(zstd);
        }
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(Archive.gzip(Arrays.copyOf(split, 700)));
        members.writeBytes(Archive.gzip(Arrays.copyOfRange(split, 700, split.length)));
        Layers layers = layers().add(compressed.toByteArray(), Digest.of(zstd))
                .add(plain, Digest.of(plain))
                .add(members.toByteArray(), Digest.of(split));
        try (Rootfs rootfs = layers.open(snapshots)) {
            assertEquals("x", read(rootfs, "zstd"));
            assertEquals("x", read(rootfs, "plain"));
            assertEquals(5000, read(rootfs, "split").length());
        }
    }

    @Test
    @Tag("attack-40")
    void content_of_another_digest_is_refused() throws IOException {
        byte[] content = new Archive().file("a", "x").bytes();
        Layers layers = layers().add(Archive.gzip(content), Digest.of(new byte[1]));

        var refused = assertThrows(RegistryException.class, () -> layers.open(snapshots));

        assertTrue(refused.getMessage().contains("its content has the digest " + Digest.of(content)));
        assertTrue(snapshots.find(layers.chainId()).isEmpty());
        assertEquals(List.of(), below("work"));
    }

    @Test
    @Tag("attack-50")
    void a_blob_that_was_damaged_on_disk_is_told_from_a_bad_layer() throws IOException {
        Layers layers = layers().add(new Archive().file("a", "x".repeat(3000)));
        Path blob = blobs.path(layers.descriptors.getFirst().digest());
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length / 2] ^= 1;
        Files.write(blob, bytes);

        var refused = assertThrows(RegistryException.class, () -> layers.open(snapshots));

        assertTrue(refused.getMessage().contains("digest mismatch in " + blob), refused.getMessage());
    }

    @Test
    @Tag("attack-40")
    void a_gzip_bomb_is_refused() throws IOException {
        Snapshots small =
                new Snapshots(folder.resolve("snapshots"), blobs, LayerLimits.DEFAULT.withRatio(100, 1 << 20), _ -> {});
        Layers layers = layers().add(new Archive().file("zeroes", "\0".repeat(5 << 20)));

        var refused = assertThrows(RegistryException.class, () -> layers.open(small));

        assertTrue(refused.getMessage().contains("it decompresses to more than 1048576 bytes"), refused.getMessage());
        assertEquals(List.of(), below("work"));
    }

    @Test
    @Tag("attack-40")
    void a_zstd_bomb_behind_the_end_of_the_archive_is_refused() throws IOException {
        Snapshots small =
                new Snapshots(folder.resolve("snapshots"), blobs, LayerLimits.DEFAULT.withBytes(1 << 20), _ -> {});
        byte[] archive = new Archive().file("a", "x").bytes();
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(compressed)) {
            out.write(archive);
            out.write(new byte[2 << 20]);
        }
        Layers layers = layers().add(compressed.toByteArray(), Digest.of(archive));

        var refused = assertThrows(RegistryException.class, () -> layers.open(small));

        assertTrue(refused.getMessage().contains("it decompresses to more than 1048576 bytes"), refused.getMessage());
    }

    @Test
    @Tag("attack-40")
    void a_layer_with_other_than_the_bytes_of_its_descriptor_is_refused() throws IOException {
        Layers layers = layers().add(new Archive().file("a", "x"));
        var said = layers.descriptors.getFirst();
        layers.descriptors.set(0, new Descriptor(said.mediaType(), said.digest(), said.size() - 1));

        var refused = assertThrows(RegistryException.class, () -> layers.open(snapshots));

        assertTrue(refused.getMessage().contains("its descriptor says " + (said.size() - 1)), refused.getMessage());
    }

    @Test
    void a_layer_that_is_not_in_the_store_says_so() {
        Layers layers = layers();
        layers.descriptors.add(new Descriptor("x", Digest.of(new byte[3]), 3));
        layers.diffIds.add(Digest.of(new byte[4]));

        var refused = assertThrows(RegistryException.class, () -> layers.open(snapshots));

        assertEquals(RegistryError.NOT_FOUND, refused.error());
    }

    @Test
    @Tag("attack-40")
    void damaged_compression_is_refused() throws IOException {
        byte[] cut = Arrays.copyOf(new Archive().file("a", "x").gzip(), 60);
        Layers layers = layers().add(cut, Digest.of(cut));

        var refused = assertThrows(RegistryException.class, () -> layers.open(snapshots));

        assertEquals(RegistryError.INVALID, refused.error());
        assertTrue(refused.getMessage().contains("its compressed data is damaged"), refused.getMessage());
    }
}
