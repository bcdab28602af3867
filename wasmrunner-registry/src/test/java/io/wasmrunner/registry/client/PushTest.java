package io.wasmrunner.registry.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.auth.Credentials;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PushTest {
    private static final byte[] LAYER = Content.random(300_000, 1);

    @TempDir
    private Path folder;

    private FakeRegistry registry;
    private TestClient client;
    private TestClient chunked;

    @BeforeEach
    void start() throws Exception {
        registry = new FakeRegistry();
        client = new TestClient(folder);
        chunked = new TestClient(folder, ClientConfig.DEFAULT.withChunkBytes(100_000), Credentials.NONE);
    }

    @AfterEach
    void stop() {
        client.close();
        chunked.close();
        registry.close();
    }

    private Manifest image(byte[]... layers) throws IOException {
        Descriptor config = stored(MediaTypes.WASM_CONFIG, "{}".getBytes(StandardCharsets.UTF_8));
        List<Descriptor> all = new java.util.ArrayList<>();
        for (byte[] layer : layers) {
            all.add(stored(MediaTypes.WASM_LAYER, layer));
        }
        Manifest manifest = Manifest.of(config, all, Map.of());
        client.store.put(manifest.bytes());
        return manifest;
    }

    private Descriptor stored(String mediaType, byte[] content) throws IOException {
        client.store.put(content);
        return Descriptor.of(mediaType, content);
    }

    private Pushed push(TestClient with, Document top, String to) throws IOException {
        return with.client.push(client.store, top.digest(), registry.reference(to), List.of(), Progress.SILENT);
    }

    @Test
    void a_push_brings_the_blobs_and_the_manifest_last() throws Exception {
        Manifest manifest = image(LAYER, Content.random(10, 2));

        Pushed pushed = push(client, manifest, "demo/api:1");

        assertEquals(300_012, pushed.moved());
        assertArrayEquals(manifest.bytes(), registry.manifest("demo/api", "1"));
        assertTrue(registry.has(manifest.layers().getFirst().digest()));
        assertEquals("PUT /v2/demo/api/manifests/1", registry.lines().getLast());
    }

    @Test
    void the_same_image_again_moves_nothing() throws Exception {
        Manifest manifest = image(LAYER);
        push(client, manifest, "demo/api:1");
        registry.asked.clear();

        Pushed again = push(client, manifest, "demo/api:1");

        assertEquals(0, again.moved());
        assertTrue(registry.lines().stream().noneMatch(line -> line.startsWith("POST")), registry.lines()::toString);
    }

    @Test
    void what_is_larger_than_a_chunk_goes_in_several() throws Exception {
        Manifest manifest = image(LAYER);

        push(chunked, manifest, "demo/api:1");

        assertEquals(
                List.of("0-99999", "100000-199999", "200000-299999"),
                registry.asked.stream()
                        .filter(asked -> asked.method().equals("PATCH"))
                        .map(asked -> asked.header("Content-range"))
                        .toList());
        assertTrue(registry.has(manifest.layers().getFirst().digest()));
    }

    @Test
    void an_upload_that_breaks_off_is_gone_on_with_where_the_registry_is() throws Exception {
        Manifest manifest = image(LAYER);
        registry.trick("PATCH", 1, exchange -> {
            registry.receive(exchange, 40_000);
            return true;
        });

        push(chunked, manifest, "demo/api:1");

        assertEquals(
                List.of("0-99999", "40000-139999", "140000-239999", "240000-299999"),
                registry.asked.stream()
                        .filter(asked -> asked.method().equals("PATCH"))
                        .map(asked -> asked.header("Content-range"))
                        .toList());
        assertTrue(registry.has(manifest.layers().getFirst().digest()));
    }

    @Test
    void an_upload_that_the_registry_forgot_begins_anew() throws Exception {
        Manifest manifest = image(LAYER);
        registry.trick("PATCH", 1, exchange -> {
            exchange.getRequestBody().readAllBytes();
            FakeRegistry.answer(exchange, 404, "", new byte[0]);
            return true;
        });

        push(chunked, manifest, "demo/api:1");

        assertTrue(registry.has(manifest.layers().getFirst().digest()));
    }

    @Test
    void an_answer_that_got_lost_is_not_waited_for_twice() throws Exception {
        Manifest manifest = image(LAYER);
        byte[] layer = LAYER;
        registry.trick("PUT /v2/demo/api/blobs/uploads/1?", 1, exchange -> {
            registry.blob(MediaTypes.WASM_LAYER, layer);
            exchange.getRequestBody().readAllBytes();
            return true;
        });
        registry.trick("PUT /v2/demo/api/blobs/uploads/2?", 1, exchange -> {
            registry.blob(MediaTypes.WASM_LAYER, layer);
            exchange.getRequestBody().readAllBytes();
            return true;
        });
        Descriptor config = stored(MediaTypes.WASM_CONFIG, "{}".getBytes(StandardCharsets.UTF_8));
        registry.blob(config.mediaType(), "{}".getBytes(StandardCharsets.UTF_8));

        push(client, manifest, "demo/api:1");

        assertEquals(
                1,
                registry.lines().stream()
                        .filter(line -> line.startsWith("POST"))
                        .count());
    }

    @Test
    void a_registry_that_is_busy_is_asked_again_when_it_says() throws Exception {
        Manifest manifest = image(LAYER);
        registry.trick("HEAD", 1, exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            FakeRegistry.answer(exchange, 429, "", new byte[0]);
            return true;
        });

        push(client, manifest, "demo/api:1");

        assertEquals(List.of(Duration.ofSeconds(7)), client.pauses);
    }

    @Test
    void a_registry_that_wants_an_hour_is_not_waited_for() throws Exception {
        Manifest manifest = image(LAYER);
        registry.trick("HEAD", 9, exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "Fri, 02 Jan 2026 04:04:05 GMT");
            FakeRegistry.answer(exchange, 503, "", new byte[0]);
            return true;
        });

        var refused = assertThrows(RegistryException.class, () -> push(client, manifest, "demo/api:1"));

        assertEquals(RegistryError.UNREACHABLE, refused.error());
        assertEquals(List.of(), client.pauses);
    }

    @Test
    void pauses_grow_and_end() throws Exception {
        Manifest manifest = image();
        registry.trick("HEAD", 100, exchange -> {
            FakeRegistry.answer(exchange, 500, "", new byte[0]);
            return true;
        });

        assertThrows(RegistryException.class, () -> push(client, manifest, "demo/api:1"));

        assertEquals(3, client.pauses.size());
        for (int i = 0; i < 3; i++) {
            long millis = client.pauses.get(i).toMillis();
            assertTrue(millis >= 500L << i && millis <= 1000L << i, client.pauses::toString);
        }
    }

    @Test
    void what_is_too_large_for_a_registry_is_said_so() throws Exception {
        Manifest manifest = image(LAYER);
        registry.trick("PUT /v2/demo/api/blobs", 9, exchange -> {
            exchange.getRequestBody().readAllBytes();
            FakeRegistry.answer(exchange, 413, "", new byte[0]);
            return true;
        });

        var refused = assertThrows(RegistryException.class, () -> push(client, manifest, "demo/api:1"));

        assertTrue(refused.getMessage().contains("answers 413"), refused.getMessage());
        assertFalse(registry.hasManifest("demo/api", "1"));
    }

    @Test
    void blobs_of_another_repository_are_mounted() throws Exception {
        Manifest manifest = image(LAYER);
        registry.trick(exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            if (!query.startsWith("mount=")) {
                return false;
            }
            FakeRegistry.answer(exchange, 201, "", new byte[0]);
            return true;
        });

        Pushed pushed = client.client.push(
                client.store,
                manifest.digest(),
                registry.reference("demo/api:1"),
                List.of(registry.reference("base/wasm:1")),
                Progress.SILENT);

        assertEquals(0, pushed.moved());
        assertTrue(registry.asked.stream()
                .anyMatch(asked -> asked.query()
                        .equals("mount=" + manifest.layers().getFirst().digest() + "&from=base/wasm")));
    }

    @Test
    void a_mount_that_is_refused_becomes_an_upload() throws Exception {
        Manifest manifest = image(LAYER);

        Pushed pushed = client.client.push(
                client.store,
                manifest.digest(),
                registry.reference("demo/api:1"),
                List.of(registry.reference("base/wasm:1"), registry.reference("base/more:1")),
                Progress.SILENT);

        assertEquals(300_002, pushed.moved());
        assertTrue(registry.lines().stream().anyMatch(line -> line.startsWith("DELETE /v2/demo/api/blobs/uploads/")));
    }

    @Test
    void an_index_goes_with_all_its_manifests() throws Exception {
        Manifest wasi = image(LAYER);
        Manifest linux = image(Content.random(10, 4));
        Index index = Index.of(
                List.of(
                        wasi.descriptor().withPlatform(Platform.WASI),
                        linux.descriptor().withPlatform(Platform.parse("linux/amd64"))),
                Map.of());
        client.store.put(index.bytes());

        push(client, index, "demo/api:1");

        assertTrue(registry.hasManifest("demo/api", wasi.digest().toString()));
        assertTrue(registry.hasManifest("demo/api", linux.digest().toString()));
        assertArrayEquals(index.bytes(), registry.manifest("demo/api", "1"));
    }

    @Test
    void what_an_index_names_and_is_not_there_is_named() throws Exception {
        Manifest wasi = image(LAYER);
        Index index = Index.of(List.of(wasi.descriptor().withPlatform(Platform.WASI)), Map.of());
        client.store.put(index.bytes());
        Files.delete(client.store.path(wasi.layers().getFirst().digest()));

        var refused = assertThrows(RegistryException.class, () -> push(client, index, "demo/api:1"));

        assertEquals(RegistryError.NOT_FOUND, refused.error());
        assertTrue(
                refused.getMessage().contains(wasi.layers().getFirst().digest() + " (application/wasm) is not on this"),
                refused.getMessage());
        assertFalse(registry.hasManifest("demo/api", "1"));
    }

    @Test
    void a_manifest_about_another_is_noted_under_the_fallback_tag() throws Exception {
        Manifest subject = image(LAYER);
        push(client, subject, "demo/api:1");
        Manifest note = Manifest.of(
                "application/x-note",
                Descriptor.EMPTY,
                List.of(Descriptor.EMPTY),
                subject.descriptor(),
                Map.of("a", "b"));
        client.store.put(Descriptor.EMPTY_CONTENT.getBytes(StandardCharsets.UTF_8));
        client.store.put(note.bytes());

        push(client, note, "demo/api@" + note.digest());
        push(client, note, "demo/api@" + note.digest());

        List<Descriptor> referrers =
                client.client.referrers(registry.reference("demo/api"), subject.digest(), "application/x-note");
        assertEquals(
                List.of(note.digest()),
                referrers.stream().map(Descriptor::digest).toList());
        assertEquals(Map.of("a", "b"), referrers.getFirst().annotations());
        assertTrue(registry.hasManifest("demo/api", "sha256-" + subject.digest().hex()));
        assertEquals(
                List.<Descriptor>of(),
                client.client.referrers(registry.reference("demo/api"), subject.digest(), "application/y"));
    }

    @Test
    void a_copy_goes_from_one_registry_to_another() throws Exception {
        try (FakeRegistry from = new FakeRegistry()) {
            Manifest manifest = from.image("demo/api", "1", LAYER, new byte[0]);

            Pushed copied = chunked.client.copy(
                    from.reference("demo/api:1"), registry.reference("copy/api:2"), Choice.ALL, Progress.SILENT);

            assertEquals(300_002, copied.moved());
            assertArrayEquals(manifest.bytes(), registry.manifest("copy/api", "2"));
            assertTrue(registry.has(manifest.layers().getFirst().digest()));
            assertFalse(Files.exists(folder.resolve("store/blobs")));
        }
    }

    @Test
    void a_copy_of_one_platform_is_that_manifest() throws Exception {
        try (FakeRegistry from = new FakeRegistry()) {
            Manifest linux = from.image("demo/api", "linux", Content.random(10, 3));
            Manifest wasi = from.image("demo/api", "wasi", LAYER);
            from.put(
                    "demo/api",
                    "1",
                    Index.of(
                            List.of(
                                    linux.descriptor().withPlatform(Platform.parse("linux/amd64")),
                                    wasi.descriptor().withPlatform(Platform.WASI)),
                            Map.of()));

            client.client.copy(
                    from.reference("demo/api:1"), registry.reference("copy/api:2"), Choice.BEST, Progress.SILENT);

            assertArrayEquals(wasi.bytes(), registry.manifest("copy/api", "2"));
            assertFalse(registry.has(linux.layers().getFirst().digest()));
        }
    }
}
