package io.wasmrunner.registry.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.HealthCheck;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.format.WasmConfig;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageStoreTest {
    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();
    private final List<ImageStore> open = new ArrayList<>();

    private ImageStore store() {
        ImageStore store = new ImageStore(folder.resolve("content"), warnings::add);
        open.add(store);
        return store;
    }

    @AfterEach
    void close() throws IOException {
        for (ImageStore store : open) {
            store.close();
        }
    }

    private static Descriptor put(ImageStore store, String mediaType, byte[] content) throws IOException {
        store.blobs().put(content);
        return Descriptor.of(mediaType, content);
    }

    private static Manifest artifact(ImageStore store, String module) throws IOException {
        Descriptor layer = put(store, MediaTypes.WASM_LAYER, module.getBytes(StandardCharsets.UTF_8));
        byte[] config = new WasmConfig("", "", "wasip1", List.of(layer.digest())).bytes();
        Manifest manifest = Manifest.of(
                put(store, MediaTypes.WASM_CONFIG, config),
                List.of(layer),
                Map.of("org.opencontainers.image.title", "../../hello.wasm"));
        store.blobs().put(manifest.bytes());
        return manifest;
    }

    private static Image add(ImageStore store, Manifest manifest) throws IOException {
        return store.add(manifest, manifest.digest(), List.of());
    }

    private static ImageName name(String text, Digest id) {
        return new ImageName(Reference.parse(text), id, id);
    }

    @Test
    void an_artifact_is_found_by_name_and_by_the_beginning_of_its_id() throws IOException {
        ImageStore store = store();
        Image added = add(store, artifact(store, "a"));
        store.name(name("hello:1", added.id()));

        ImageStore other = store();
        assertEquals(Optional.of(added), other.find("hello:1", "docker.io"));
        assertEquals(Optional.of(added), other.find(added.id().hex().substring(0, 6), "docker.io"));
        assertEquals(Optional.of(added), other.find(added.id().toString(), "docker.io"));
        assertEquals(Optional.empty(), other.find("hello:2", "docker.io"));
        assertEquals(ImageStyle.MODULE, added.style());
        assertEquals(
                Digest.of("a".getBytes(StandardCharsets.UTF_8)), added.module().orElseThrow());
        assertEquals("hello.wasm", added.moduleName());
    }

    @Test
    void all_that_an_image_says_about_running_it_is_kept() throws IOException {
        ImageStore store = store();
        Descriptor layer = put(store, MediaTypes.OCI_LAYER, new byte[] {1});
        RunConfig run = new RunConfig(
                List.of("/app.wasm"),
                List.of("a b", "line\nbreak", "back\\slash\\n"),
                List.of("A=1=2", "B="),
                "/work",
                "u",
                List.of("80/tcp"),
                List.of("/data"),
                new TreeMap<>(Map.of("k", "v=w\n")),
                "SIGINT",
                new HealthCheck(List.of("CMD", "x"), 1, 2, 3, 4));
        byte[] config = new ImageConfig(
                        "2026-01-01T00:00:00Z", "", Platform.WASI, run, List.of(layer.digest()), List.of())
                .bytes();
        Manifest manifest = Manifest.of(put(store, MediaTypes.OCI_CONFIG, config), List.of(layer), Map.of());
        store.blobs().put(manifest.bytes());

        Image added = add(store, manifest);

        Image read = store().byId(manifest.digest()).orElseThrow();
        assertEquals(added, read);
        assertEquals(run, read.config());
        assertEquals(ImageStyle.FILES, read.style());
        assertEquals(List.of(layer.digest()), read.diffIds());
    }

    @Test
    void a_name_goes_from_one_image_to_the_next() throws IOException {
        ImageStore store = store();
        Image first = add(store, artifact(store, "a"));
        Image second = add(store, artifact(store, "b"));
        store.name(name("hello:1", first.id()));
        store.name(name("hello:1", second.id()));

        List<ImageRow> rows = store.list();

        assertEquals(2, rows.size());
        for (ImageRow row : rows) {
            assertEquals(row.id().equals(first.id()), row.isDangling());
        }
    }

    @Test
    void a_deleted_image_takes_its_names_along() throws IOException {
        ImageStore store = store();
        Image image = add(store, artifact(store, "a"));
        store.name(name("hello:1", image.id()));

        store.delete(image.id());

        assertEquals(List.of(), store.list());
        assertEquals(Optional.empty(), store.find("hello:1", "docker.io"));
        var refused = assertThrows(RegistryException.class, () -> store.name(name("hello:2", image.id())));
        assertEquals(RegistryError.NOT_FOUND, refused.error());
    }

    @Test
    void a_change_that_was_broken_off_is_in_the_list_all_the_same() throws IOException {
        ImageStore store = store();
        Image image = add(store, artifact(store, "a"));
        // As kill -9 leaves it between the file and the index.
        new NameFiles(folder.resolve("content")).write(name("hello:1", image.id()));
        Files.createFile(folder.resolve("content/images.behind"));

        ImageStore next = store();

        assertEquals(List.of(Reference.parse("hello:1")), next.list().getFirst().names());
        assertFalse(Files.exists(folder.resolve("content/images.behind")));
    }

    @Test
    void an_index_that_is_gone_or_damaged_is_made_anew() throws IOException {
        ImageStore store = store();
        Image image = add(store, artifact(store, "a"));
        store.name(name("hello:1", image.id()));
        List<ImageRow> before = store.list();
        store.close();
        Path file = folder.resolve("content/images.db");

        Files.delete(file);
        assertEquals(before, store().list());
        close();
        open.clear();
        Files.deleteIfExists(folder.resolve("content/images.db-wal"));
        Files.write(
                file,
                "this is not a database, and long enough to be looked at"
                        .repeat(200)
                        .getBytes(StandardCharsets.UTF_8));
        assertEquals(before, store().list());
        assertTrue(warnings.getLast().endsWith("; made anew from the files"), warnings.toString());
    }

    @Test
    void a_damaged_image_file_is_told_by_rebuild() throws IOException {
        ImageStore store = store();
        Image image = add(store, artifact(store, "a"));
        Path file = folder.resolve("content/images/sha256").resolve(image.id().hex());
        Files.writeString(file, Files.readString(file).substring(0, 100));

        List<String> problems = store.rebuild();

        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().contains(file.toString()), problems.toString());
        assertThrows(RegistryException.class, () -> store.byId(image.id()));
    }

    @Test
    void ids_that_begin_alike_are_told_apart_by_the_user() throws IOException {
        ImageStore store = store();
        Map<String, String> seen = new TreeMap<>();
        String shared = "";
        for (int i = 0; shared.isEmpty(); i++) {
            String hex = add(store, artifact(store, "m" + i)).id().hex().substring(0, 1);
            shared = seen.put(hex, hex) == null ? "" : hex;
        }
        String prefix = "sha256:" + shared;

        var refused = assertThrows(RegistryException.class, () -> store.find(prefix, "docker.io"));

        assertEquals(RegistryError.USAGE, refused.error());
        assertTrue(refused.getMessage().contains("2 ids begin so"), refused.getMessage());
    }
}
