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
import io.wasmrunner.registry.client.config.HostConfig;
import io.wasmrunner.registry.client.config.Mirror;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.BlobWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PullTest {
    private static final byte[] LAYER = Content.random(300_000, 1);

    @TempDir
    private Path folder;

    private FakeRegistry registry;
    private TestClient client;

    @BeforeEach
    void start() throws Exception {
        registry = new FakeRegistry();
        client = new TestClient(folder);
    }

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    @Test
    void a_pull_brings_the_manifest_and_all_its_blobs() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER, Content.random(5, 2));

        Pulled pulled = client.pull(registry.reference("demo/api:1"));

        assertEquals(manifest.digest(), pulled.manifest().digest());
        assertEquals(manifest.digest(), pulled.top().digest());
        assertEquals(300_007, pulled.moved());
        for (Descriptor blob : manifest.blobs()) {
            assertTrue(client.store.verify(blob.digest()));
        }
        assertArrayEquals(manifest.bytes(), client.store.read(manifest.digest(), 10_000));
        assertEquals(List.of(), client.parts());
    }

    @Test
    void the_same_image_again_moves_nothing() throws Exception {
        registry.image("demo/api", "1", LAYER);
        client.pull(registry.reference("demo/api:1"));
        registry.asked.clear();

        Pulled again = client.pull(registry.reference("demo/api:1"));

        assertEquals(0, again.moved());
        assertEquals(List.of("GET /v2/demo/api/manifests/1"), registry.lines());
    }

    @Test
    void an_image_by_its_digest_that_is_there_is_not_even_asked_for() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        Reference reference = registry.reference("demo/api@" + manifest.digest());
        client.pull(reference);
        registry.asked.clear();

        client.pull(reference);

        assertEquals(List.of(), registry.lines());
    }

    @Test
    void what_an_earlier_pull_left_is_gone_on_with() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        try (BlobWriter writer =
                client.store.resume(TestClient.part(manifest.layers().getFirst()), DigestAlgorithm.SHA256)) {
            writer.write(LAYER, 0, 100_000);
            writer.keep();
        }

        Pulled pulled = client.pull(registry.reference("demo/api:1"));

        assertEquals(200_002, pulled.moved());
        assertTrue(
                registry.asked.stream().anyMatch(asked -> asked.header("Range").equals("bytes=100000-")));
    }

    @Test
    void a_registry_that_knows_no_ranges_sends_all_of_it() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        registry.trick("GET /v2/demo/api/blobs/" + manifest.layers().getFirst().digest(), 1, exchange -> {
            FakeRegistry.answer(exchange, 200, "application/octet-stream", LAYER);
            return true;
        });
        try (BlobWriter writer =
                client.store.resume(TestClient.part(manifest.layers().getFirst()), DigestAlgorithm.SHA256)) {
            writer.write(LAYER, 0, 100_000);
            writer.keep();
        }

        assertEquals(300_002, client.pull(registry.reference("demo/api:1")).moved());
    }

    @Test
    void wasi_is_chosen_from_an_index() throws Exception {
        Manifest linux = registry.image("demo/api", "linux", Content.random(10, 3));
        Manifest wasi = registry.image("demo/api", "wasi", LAYER);
        registry.put("demo/api", "1", index(linux, Platform.parse("linux/amd64"), wasi, Platform.WASI));

        Pulled pulled = client.pull(registry.reference("demo/api:1"));

        assertEquals(wasi.digest(), pulled.manifest().digest());
        assertFalse(client.store.has(linux.digest()));
        assertTrue(client.store.has(pulled.top().digest()));
    }

    @Test
    void another_platform_is_chosen_when_it_is_named() throws Exception {
        Manifest linux = registry.image("demo/api", "linux", Content.random(10, 3));
        Manifest wasi = registry.image("demo/api", "wasi", LAYER);
        registry.put("demo/api", "1", index(linux, Platform.parse("linux/amd64"), wasi, Platform.WASI));

        Pulled pulled = client.pull(registry.reference("demo/api:1"), new Choice.For(Platform.parse("linux/amd64")));

        assertEquals(linux.digest(), pulled.manifest().digest());
    }

    @Test
    void all_of_an_index_comes_when_all_is_wanted() throws Exception {
        Manifest linux = registry.image("demo/api", "linux", Content.random(10, 3));
        Manifest wasi = registry.image("demo/api", "wasi", LAYER);
        registry.put("demo/api", "1", index(linux, Platform.parse("linux/amd64"), wasi, Platform.WASI));

        Pulled pulled = client.pull(registry.reference("demo/api:1"), Choice.ALL);

        assertEquals(wasi.digest(), pulled.manifest().digest());
        assertEquals(2, pulled.manifests().size());
        assertTrue(client.store.has(linux.layers().getFirst().digest()));
    }

    @Test
    void an_index_without_wasm_says_what_it_has() {
        Manifest linux = registry.image("demo/api", "linux", LAYER);
        registry.put(
                "demo/api", "1", index(linux, Platform.parse("linux/amd64"), linux, Platform.parse("linux/arm64")));

        var refused = assertThrows(RegistryException.class, () -> client.pull(registry.reference("demo/api:1")));

        assertEquals(RegistryError.NOT_FOUND, refused.error());
        assertTrue(
                refused.getMessage().endsWith("it has nothing for wasi/wasm, but linux/amd64, linux/arm64"),
                refused.getMessage());
    }

    @Test
    void a_missing_tag_is_said_plainly() {
        var refused = assertThrows(RegistryException.class, () -> client.pull(registry.reference("demo/api:2")));

        assertEquals(RegistryError.NOT_FOUND, refused.error());
        assertEquals(
                "cannot pull " + registry.host() + "/demo/api:2: " + registry.host()
                        + " answers 404 (MANIFEST_UNKNOWN: no such manifest); check the name",
                refused.getMessage());
    }

    @Test
    void mirrors_are_asked_first_and_the_registry_after_them() throws Exception {
        try (FakeRegistry empty = new FakeRegistry();
                FakeRegistry lying = new FakeRegistry();
                TestClient mirrored = new TestClient(
                        folder,
                        ClientConfig.DEFAULT.withHosts(Map.of(
                                registry.host(),
                                HostConfig.DEFAULT.withMirrors(
                                        List.of(Mirror.parse(empty.host()), Mirror.parse(lying.host() + "/hub"))))),
                        Credentials.NONE)) {
            Manifest manifest = registry.image("demo/api", "1", LAYER);
            lying.image("hub/demo/api", "1", LAYER);
            lying.trick(
                    "GET /v2/hub/demo/api/blobs/" + manifest.layers().getFirst().digest(), 1, exchange -> {
                        FakeRegistry.answer(exchange, 200, "", Content.random(LAYER.length, 9));
                        return true;
                    });

            mirrored.pull(registry.reference("demo/api:1"));

            assertTrue(empty.lines().contains("GET /v2/demo/api/manifests/1"));
            assertTrue(lying.lines().contains("GET /v2/hub/demo/api/manifests/1"));
            assertEquals(
                    List.of(
                            "GET /v2/",
                            "GET /v2/demo/api/blobs/"
                                    + manifest.layers().getFirst().digest()),
                    registry.lines());
            assertTrue(mirrored.store.verify(manifest.layers().getFirst().digest()));
        }
    }

    @Test
    void a_registry_that_tells_no_digest_is_asked_for_the_manifest() {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        registry.trick("HEAD", 1, exchange -> {
            FakeRegistry.answer(exchange, 200, manifest.mediaType(), new byte[0]);
            return true;
        });

        assertEquals(
                manifest.digest(),
                client.client.resolve(registry.reference("demo/api:1")).orElseThrow());
    }

    @Test
    void a_registry_that_calls_everything_json_is_understood() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        registry.put("demo/api", "1", "application/json; charset=utf-8", manifest.bytes());

        assertEquals(
                manifest.digest(),
                client.pull(registry.reference("demo/api:1")).manifest().digest());
    }

    @Test
    @Tag("attack-50")
    void a_manifest_that_is_damaged_in_the_store_comes_again() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        Reference reference = registry.reference("demo/api@" + manifest.digest());
        client.pull(reference);
        Path file = client.store.path(manifest.digest());
        byte[] content = Files.readAllBytes(file);
        content[20] ^= 1;
        Files.write(file, content);

        client.pull(reference);

        assertTrue(client.store.verify(manifest.digest()));
    }

    @Test
    void progress_hears_of_each_blob() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        Digest layer = manifest.layers().getFirst().digest();
        List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        var moved = new java.util.concurrent.atomic.AtomicLong();
        Progress progress = new Progress() {
            @Override
            public void started(Descriptor blob, long already) {
                heard.add("started " + blob.digest() + " " + already);
            }

            @Override
            public void advanced(Descriptor blob, long bytes) {
                moved.addAndGet(bytes);
            }

            @Override
            public void done(Descriptor blob) {
                heard.add("done " + blob.digest());
            }
        };

        try (var lease = client.store.lease()) {
            client.client.pull(registry.reference("demo/api:1"), Choice.BEST, client.store, lease, progress);
        }

        assertTrue(heard.contains("started " + layer + " 0"));
        assertTrue(heard.contains("done " + layer));
        assertEquals(LAYER.length + 2, moved.get());
    }

    @Test
    void what_a_pull_brought_is_kept_from_a_collection_while_its_lease_lasts() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        try (var lease = client.store.lease()) {
            client.client.pull(registry.reference("demo/api:1"), Choice.BEST, client.store, lease, Progress.SILENT);
            new io.wasmrunner.registry.store.GarbageCollector(client.store)
                    .collect(_ -> false, System.currentTimeMillis() + 60_000, java.time.Duration.ZERO, false);

            assertTrue(client.store.has(manifest.digest()));
            assertTrue(client.store.has(manifest.layers().getFirst().digest()));
        }
        assertTrue(Files.exists(client.store.root()));
    }

    private static Index index(Manifest first, Platform on, Manifest second, Platform other) {
        return Index.of(
                List.of(first.descriptor().withPlatform(on), second.descriptor().withPlatform(other)), Map.of());
    }
}
