package io.wasmrunner.registry.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.Lease;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that others made, by mistake or on purpose. */
final class HostileArchiveTest extends ArchiveLab {
    @Test
    void what_docker_saved_long_ago_is_loaded() throws Exception {
        List<NamedImage> loaded = loaded(docker("\"0a/layer.tar\",\"0b/layer.tar\"", layer(), layer()).stream());

        assertEquals(List.of(Reference.parse("hello:1")), loaded.getFirst().names());
        Manifest manifest =
                (Manifest) Document.parse(other.read(loaded.getFirst().top().digest(), Document.LARGEST), "", "it");
        assertEquals(2, manifest.layers().size());
        assertEquals(Digest.of(layer()), manifest.layers().get(1).digest());
        assertEquals(MediaTypes.OCI_LAYER, manifest.layers().getFirst().mediaType());
    }

    @Test
    @Tag("attack-41")
    void a_layer_of_docker_that_is_another_is_refused() throws Exception {
        RegistryException refused = refused(docker("\"0a/layer.tar\"", new byte[] {1}).stream());

        assertEquals(RegistryError.INVALID, refused.error());
        assertTrue(refused.getMessage().contains("but the configuration says"), refused.getMessage());
    }

    @Test
    void a_layer_of_docker_that_is_missing_is_named() throws Exception {
        RegistryException refused = refused(docker("\"0c/layer.tar\"", layer()).stream());

        assertEquals("cannot load images.tar: it names 0c/layer.tar, which is not in it", refused.getMessage());
    }

    @Test
    void links_in_a_circle_lead_nowhere() throws Exception {
        TarMaker maker = new TarMaker().symlink("a.tar", "b.tar").symlink("b.tar", "a.tar");

        assertEquals(
                RegistryError.NOT_FOUND,
                refused(
                                maker
                                        .file(
                                                "manifest.json",
                                                "[{\"Config\":\"a.tar\",\"RepoTags\":null,\"Layers\":[]}]")
                                        .stream())
                        .error());
    }

    @ParameterizedTest
    @Tag("attack-40")
    @ValueSource(
            strings = {
                "../evil.tar",
                "/etc/evil.tar",
                "a/../../evil.tar",
                "blobs/sha256/../../x",
                "blobs/sha256/abc",
                "blobs/md5/abc",
                "a\u0007.json"
            })
    void names_that_lead_out_are_refused(String name) throws Exception {
        assertEquals(
                RegistryError.INVALID,
                refused(new TarMaker().file(name, "x").stream()).error());
        assertFalse(Files.exists(folder.resolve("evil.tar")));
    }

    @Test
    @Tag("attack-40")
    void links_that_lead_out_are_refused() throws Exception {
        assertTrue(refused(new TarMaker().symlink("a/layer.tar", "../../../etc/shadow").stream())
                .getMessage()
                .contains("leads out of it"));
    }

    @Test
    @Tag("attack-40")
    void devices_are_refused() throws Exception {
        assertTrue(
                refused(new TarMaker().device("a.tar").stream()).getMessage().contains("neither a file nor a folder"));
    }

    @Test
    void a_name_that_stands_twice_is_refused() throws Exception {
        assertTrue(refused(new TarMaker().file("index.json", "{}").file("./index.json", "{}").stream())
                .getMessage()
                .contains("stands in it twice"));
    }

    @Test
    @Tag("attack-41")
    void a_blob_that_is_not_its_digest_is_refused() throws Exception {
        Digest digest = Digest.of(new byte[] {1});

        RegistryException refused = refused(new TarMaker().file("blobs/sha256/" + digest.hex(), "2").stream());

        assertTrue(refused.getMessage().startsWith("cannot store " + digest), refused.getMessage());
        assertFalse(other.has(digest));
    }

    @Test
    void an_index_that_names_what_is_not_there_is_refused() throws Exception {
        Manifest image = image();
        TarMaker maker = new TarMaker()
                .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
                .file("blobs/sha256/" + image.digest().hex(), image.bytes())
                .file(
                        "index.json",
                        Index.of(List.of(image.descriptor()), Map.of()).bytes());

        RegistryException refused = refused(maker.stream());

        assertEquals(RegistryError.NOT_FOUND, refused.error());
        assertTrue(refused.getMessage().contains(image.config().digest().toString()), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"imageLayoutVersion\":\"2.0.0\"}", "{}"})
    void a_layout_must_say_that_it_is_one(String marker) throws Exception {
        TarMaker maker =
                new TarMaker().file("index.json", Index.of(List.of(), Map.of()).bytes());

        assertEquals(
                RegistryError.INVALID,
                refused((marker.isEmpty() ? maker : maker.file("oci-layout", marker)).stream())
                        .error());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello, this is not an archive"})
    void what_is_no_archive_of_images_is_said_to_be_none(String content) {
        assertEquals(
                RegistryError.INVALID,
                refused(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))
                        .error());
    }

    @Test
    @Tag("attack-40")
    void a_bomb_is_refused_while_it_expands() throws Exception {
        byte[] bomb = TarMaker.gzip(
                new TarMaker().file("zeros.json", new byte[300 << 20]).bytes());

        RegistryException refused = refused(new ByteArrayInputStream(bomb));

        assertTrue(refused.getMessage().contains("expands to more than 200 times"), refused.getMessage());
        try (var parts = Files.list(other.root().resolve("ingest"))) {
            assertEquals(0, parts.count());
        }
    }

    @Test
    @Tag("attack-40")
    void a_link_among_the_blobs_of_a_folder_is_refused() throws Exception {
        Path layout = folder.resolve("layout");
        Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
        Files.createSymbolicLink(blobs.resolve(Digest.of(new byte[0]).hex()), Path.of("/dev/null"));
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.write(layout.resolve("index.json"), Index.of(List.of(), Map.of()).bytes());

        try (Lease lease = other.lease()) {
            var refused = assertThrows(RegistryException.class, () -> new ArchiveReader(other, lease).load(layout));

            assertTrue(refused.getMessage().endsWith("is not a file"), refused.getMessage());
        }
    }
}
