package io.wasmrunner.registry.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.wasmrunner.registry.store.Lease;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveTest extends ArchiveLab {
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
