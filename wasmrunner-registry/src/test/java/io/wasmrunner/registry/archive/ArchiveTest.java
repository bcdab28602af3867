package io.wasmrunner.registry.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveTest {
    private static final Reference NAME = Reference.parse("registry.example/demo/api:1");

    @TempDir
    private Path folder;

    private BlobStore store;
    private BlobStore other;

    @BeforeEach
    void stores() {
        store = new BlobStore(folder.resolve("store"));
        other = new BlobStore(folder.resolve("other"));
    }

    private static byte[] layer() throws IOException {
        return new TarMaker().file("app.wasm", "\0asm").bytes();
    }

    private static byte[] config(byte[]... layers) {
        return new ImageConfig(
                        "",
                        "",
                        Platform.WASI,
                        RunConfig.EMPTY.withEntrypoint(List.of("/app.wasm")),
                        java.util.Arrays.stream(layers).map(Digest::of).toList(),
                        List.of())
                .bytes();
    }

    private Descriptor stored(String mediaType, byte[] content) throws IOException {
        store.put(content);
        return Descriptor.of(mediaType, content);
    }

    private Manifest image() throws IOException {
        Manifest manifest = Manifest.of(
                stored(MediaTypes.OCI_CONFIG, config(layer())),
                List.of(stored(MediaTypes.OCI_LAYER, layer())),
                Map.of());
        store.put(manifest.bytes());
        return manifest;
    }

    private Manifest artifact() throws IOException {
        Manifest manifest = Manifest.of(
                stored(MediaTypes.WASM_CONFIG, "{}".getBytes(StandardCharsets.UTF_8)),
                List.of(stored(MediaTypes.WASM_LAYER, new byte[] {0, 'a', 's', 'm'})),
                Map.of());
        store.put(manifest.bytes());
        return manifest;
    }

    private byte[] saved(NamedImage... images) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ArchiveWriter(store).save(List.of(images), out);
        return out.toByteArray();
    }

    private List<NamedImage> loaded(byte[] archive) throws IOException {
        return loaded(new ByteArrayInputStream(archive));
    }

    private List<NamedImage> loaded(InputStream archive) throws IOException {
        try (Lease lease = other.lease()) {
            return new ArchiveReader(other, lease).load(archive, "images.tar");
        }
    }

    private RegistryException refused(InputStream archive) {
        return assertThrows(RegistryException.class, () -> loaded(archive));
    }

    @Test
    void what_is_saved_is_loaded_with_its_names() throws Exception {
        Manifest image = image();
        Manifest artifact = artifact();
        Reference second = Reference.parse("hello:2");

        List<NamedImage> loaded = loaded(saved(
                new NamedImage(List.of(NAME, second), image.descriptor()),
                new NamedImage(List.of(), artifact.descriptor())));

        assertEquals(
                List.of(
                        new NamedImage(List.of(NAME, second), image.descriptor()),
                        new NamedImage(List.of(), artifact.descriptor())),
                loaded);
        for (Descriptor blob : image.blobs()) {
            assertTrue(other.verify(blob.digest()));
        }
        assertArrayEquals(image.bytes(), other.read(image.digest(), Document.LARGEST));
    }

    @Test
    void the_same_images_are_the_same_bytes() throws Exception {
        NamedImage named = new NamedImage(List.of(NAME), image().descriptor());

        assertArrayEquals(saved(named), saved(named));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci-archive", "docker-archive"})
    void skopeo_reads_what_is_saved(String kind) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/skopeo")), "skopeo is not installed");
        Path file = folder.resolve("images.tar");
        Files.write(file, saved(new NamedImage(List.of(NAME), image().descriptor())));

        Process skopeo = new ProcessBuilder("/usr/bin/skopeo", "inspect", "--raw", "--config", kind + ":" + file)
                .redirectErrorStream(true)
                .start();
        String said = new String(skopeo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(skopeo.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, skopeo.exitValue(), said);
        assertTrue(said.contains(Digest.of(layer()).toString()), said);
    }

    @Test
    void a_compressed_archive_is_loaded_too() throws Exception {
        Manifest image = image();
        byte[] archive = saved(new NamedImage(List.of(NAME), image.descriptor()));

        assertEquals(
                image.descriptor(), loaded(TarMaker.gzip(archive)).getFirst().top());
    }

    @Test
    void an_archive_in_zstd_is_loaded_too() throws Exception {
        Manifest image = image();
        byte[] archive = saved(new NamedImage(List.of(NAME), image.descriptor()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var zstd = new io.airlift.compress.v3.zstd.ZstdOutputStream(bytes)) {
            zstd.write(archive);
        }

        assertEquals(image.descriptor(), loaded(bytes.toByteArray()).getFirst().top());
    }

    @Test
    void of_an_index_that_is_there_in_part_that_part_is_saved() throws Exception {
        Manifest image = image();
        Descriptor absent = new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(new byte[1]), 1)
                .withPlatform(Platform.parse("linux/amd64"));
        Index index = Index.of(List.of(absent, image.descriptor().withPlatform(Platform.WASI)), Map.of());
        store.put(index.bytes());

        List<NamedImage> loaded = loaded(saved(new NamedImage(List.of(NAME), index.descriptor())));

        assertEquals(List.of(new NamedImage(List.of(NAME), image.descriptor())), loaded);
    }

    @Test
    void a_whole_index_stays_one() throws Exception {
        Manifest image = image();
        Manifest artifact = artifact();
        Index index = Index.of(
                List.of(
                        artifact.descriptor().withPlatform(Platform.parse("linux/amd64")),
                        image.descriptor().withPlatform(Platform.WASI)),
                Map.of());
        store.put(index.bytes());

        assertEquals(
                List.of(new NamedImage(List.of(NAME), index.descriptor())),
                loaded(saved(new NamedImage(List.of(NAME), index.descriptor()))));
    }

    @Test
    void a_missing_layer_is_not_saved_as_if_it_were_there() throws Exception {
        Manifest image = image();
        Files.delete(store.path(image.layers().getFirst().digest()));

        var refused =
                assertThrows(RegistryException.class, () -> saved(new NamedImage(List.of(NAME), image.descriptor())));

        assertEquals(RegistryError.NOT_FOUND, refused.error());
    }

    @Test
    @Tag("attack-50")
    void a_damaged_layer_is_not_saved() throws Exception {
        Manifest image = image();
        Path file = store.path(image.layers().getFirst().digest());
        byte[] content = Files.readAllBytes(file);
        content[600] ^= 1;
        Files.write(file, content);

        var refused =
                assertThrows(RegistryException.class, () -> saved(new NamedImage(List.of(NAME), image.descriptor())));

        assertTrue(refused.getMessage().contains("digest mismatch"), refused.getMessage());
    }

    /** As Docker wrote them before it had OCI layouts; a layer that two images share is a link in the second. */
    private static TarMaker docker(String layers, byte[]... contents) throws IOException {
        byte[] config = config(contents);
        String configName = Digest.of(config).hex() + ".json";
        return new TarMaker()
                .file("0a/VERSION", "1.0")
                .file("0a/json", "{}")
                .file("0a/layer.tar", layer())
                .symlink("0b/layer.tar", "../0a/layer.tar")
                .file(configName, config)
                .file("repositories", "{}")
                .file(
                        "manifest.json",
                        "[{\"Config\":\"" + configName + "\",\"RepoTags\":[\"hello:1\",\"BAD NAME\"],\"Layers\":["
                                + layers + "]}]");
    }

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
    void a_folder_that_is_a_layout_is_loaded() throws Exception {
        Manifest image = image();
        Path layout = folder.resolve("layout");
        Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
        for (Digest blob : store.list()) {
            Files.copy(store.path(blob), blobs.resolve(blob.hex()));
        }
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.write(
                layout.resolve("index.json"),
                Index.of(
                                List.of(image.descriptor()
                                        .withAnnotations(Map.of("org.opencontainers.image.ref.name", "demo/api:1"))),
                                Map.of())
                        .bytes());

        try (Lease lease = other.lease()) {
            assertTrue(ArchiveReader.isLayout(layout));
            assertEquals(
                    List.of(new NamedImage(List.of(Reference.parse("demo/api:1")), image.descriptor())),
                    new ArchiveReader(other, lease).load(layout));
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_tar_archive_becomes_an_image_always_the_same(boolean compressed) throws Exception {
        byte[] tar = compressed ? TarMaker.gzip(layer()) : layer();
        var settings = new TarImport.Settings(
                Platform.WASI, RunConfig.EMPTY.withCmd(List.of("/app.wasm")), "", "Imported from -");
        try (Lease lease = store.lease();
                Lease otherLease = other.lease()) {
            Manifest first = new TarImport(store, lease).of(new ByteArrayInputStream(tar), "-", settings);
            Manifest second = new TarImport(other, otherLease).of(new ByteArrayInputStream(tar), "-", settings);

            assertEquals(first.digest(), second.digest());
            assertEquals(
                    compressed ? MediaTypes.OCI_LAYER_GZIP : MediaTypes.OCI_LAYER,
                    first.layers().getFirst().mediaType());
            ImageConfig config = ImageConfig.parse(store.read(first.config().digest(), Document.LARGEST), "it");
            assertEquals(List.of(Digest.of(layer())), config.diffIds());
            assertEquals(List.of("/app.wasm"), config.config().cmd());
        }
    }

    @Test
    void what_is_no_tar_archive_is_not_imported() throws Exception {
        var settings = new TarImport.Settings(Platform.WASI, RunConfig.EMPTY, "", "");
        try (Lease lease = store.lease()) {
            assertThrows(
                    RegistryException.class,
                    () -> new TarImport(store, lease)
                            .of(new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5}), "-", settings));
        }
    }
}
