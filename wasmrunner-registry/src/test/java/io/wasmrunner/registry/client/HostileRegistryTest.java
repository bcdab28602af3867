package io.wasmrunner.registry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class HostileRegistryTest {
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

    /** Other blobs may have been stopped on their way. */
    private void assertNoPart(Manifest manifest) throws IOException {
        String part = TestClient.part(manifest.layers().getFirst());
        assertFalse(client.parts().contains(part), part);
    }

    private RegistryException refused(String reference) {
        return assertThrows(RegistryException.class, () -> client.pull(registry.reference(reference)));
    }

    private void refused(String reference, RegistryError error, String part) {
        RegistryException refused = refused(reference);
        assertEquals(error, refused.error(), refused.getMessage());
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }

    @Test
    @Tag("attack-41")
    void a_blob_with_another_digest_is_refused_and_deleted() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        Descriptor layer = manifest.layers().getFirst();
        registry.trick("GET /v2/demo/api/blobs/" + layer.digest(), 9, exchange -> {
            FakeRegistry.answer(exchange, 200, "", Content.random(LAYER.length, 7));
            return true;
        });

        refused("demo/api:1", RegistryError.INVALID, "cannot store " + layer.digest() + ": the content that came has");

        assertFalse(client.store.has(layer.digest()));
        assertNoPart(manifest);
    }

    @Test
    @Tag("attack-41")
    void more_bytes_than_the_descriptor_says_are_not_read() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        registry.trick("GET /v2/demo/api/blobs/" + manifest.layers().getFirst().digest(), 1, endless(200));

        refused("demo/api:1", RegistryError.INVALID, "sends more than 300000");

        assertNoPart(manifest);
    }

    @Test
    @Tag("attack-41")
    void a_length_that_is_not_the_descriptors_is_refused_before_anything_is_read() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        registry.trick("GET /v2/demo/api/blobs/" + manifest.layers().getFirst().digest(), 1, exchange -> {
            FakeRegistry.answer(exchange, 200, "", Content.random(400_000, 7));
            return true;
        });

        refused("demo/api:1", RegistryError.INVALID, "has 300000 bytes by its descriptor, but");

        assertNoPart(manifest);
    }

    @Test
    @Tag("attack-41")
    void a_blob_that_is_there_with_another_size_is_not_what_a_manifest_means() throws Exception {
        Manifest good = registry.image("demo/api", "1", LAYER);
        client.pull(registry.reference("demo/api:1"));
        Descriptor layer = good.layers().getFirst();
        registry.put(
                "demo/api",
                "2",
                Manifest.of(good.config(), List.of(new Descriptor(layer.mediaType(), layer.digest(), 5)), Map.of()));

        refused("demo/api:2", RegistryError.INVALID, "has 5 bytes, but it has 300000");
    }

    @Test
    void a_manifest_with_another_digest_than_was_asked_for_is_refused() {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        Digest wanted = Digest.of(LAYER);
        registry.put("demo/api", wanted.toString(), manifest.mediaType(), manifest.bytes());

        refused("demo/api@" + wanted, RegistryError.INVALID, "with content of the digest " + manifest.digest());
    }

    @Test
    void a_manifest_of_an_index_with_another_digest_is_refused() {
        Manifest manifest = registry.image("demo/api", "wasi", LAYER);
        Descriptor lie = new Descriptor(manifest.mediaType(), Digest.of(LAYER), manifest.bytes().length)
                .withPlatform(Platform.WASI);
        registry.put("demo/api", lie.digest().toString(), manifest.mediaType(), manifest.bytes());
        registry.put("demo/api", "1", Index.of(List.of(lie), Map.of()));

        refused("demo/api:1", RegistryError.INVALID, "with content of the digest " + manifest.digest());
    }

    @Test
    void a_missing_blob_is_named() {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        registry.remove(manifest.layers().getFirst().digest());

        refused("demo/api:1", RegistryError.NOT_FOUND, "answers 404");
    }

    @Test
    void a_manifest_of_5_gb_is_refused_by_its_length() {
        registry.trick("GET /v2/demo/api/manifests/1", 1, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", MediaTypes.OCI_MANIFEST);
            exchange.sendResponseHeaders(200, 5L << 30);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            return true;
        });

        refused("demo/api:1", RegistryError.INVALID, "has 5368709120 bytes; the most is 4194304");
    }

    @Test
    void a_manifest_without_end_is_refused_while_it_comes() {
        registry.trick("GET /v2/demo/api/manifests/1", 1, endless(200));

        refused("demo/api:1", RegistryError.INVALID, "goes beyond 4194304 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 502})
    void a_page_of_html_is_called_that(int status) {
        registry.trick("GET /v2/demo/api/manifests/1", 9, exchange -> {
            FakeRegistry.answer(
                    exchange, status, "text/html; charset=utf-8", "<html>".getBytes(StandardCharsets.UTF_8));
            return true;
        });

        RegistryException refused = refused("demo/api:1");

        assertTrue(refused.getMessage().contains("answers " + status + " with "), refused.getMessage());
        assertTrue(refused.getMessage().toLowerCase(java.util.Locale.ROOT).contains("html"), refused.getMessage());
    }

    @Test
    void a_large_blob_that_closes_halfway_is_gone_on_with() throws Exception {
        byte[] large = Content.random(9_000_000, 5);
        Manifest manifest = registry.image("demo/api", "1", large);
        Descriptor layer = manifest.layers().getFirst();
        registry.trick("GET /v2/demo/api/blobs/" + layer.digest(), 1, exchange -> {
            exchange.sendResponseHeaders(200, large.length);
            exchange.getResponseBody().write(large, 0, 4_000_000);
            exchange.getResponseBody().flush();
            return true;
        });

        client.pull(registry.reference("demo/api:1"));

        assertTrue(client.store.verify(layer.digest()));
        assertTrue(
                registry.asked.stream().anyMatch(asked -> asked.header("Range").equals("bytes=4000000-")));
    }

    @Test
    @Tag("attack-41")
    void more_bytes_of_a_large_blob_than_the_descriptor_says_are_not_read() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", Content.random(9_000_000, 5));
        registry.trick("GET /v2/demo/api/blobs/" + manifest.layers().getFirst().digest(), 1, endless(200));

        refused("demo/api:1", RegistryError.INVALID, "sends more than 9000000");

        assertNoPart(manifest);
    }

    @Test
    void what_closes_halfway_is_gone_on_with() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        Descriptor layer = manifest.layers().getFirst();
        registry.trick("GET /v2/demo/api/blobs/" + layer.digest(), 1, exchange -> {
            exchange.sendResponseHeaders(200, LAYER.length);
            exchange.getResponseBody().write(LAYER, 0, 100_000);
            exchange.getResponseBody().flush();
            return true;
        });

        client.pull(registry.reference("demo/api:1"));

        assertTrue(client.store.verify(layer.digest()));
        assertTrue(
                registry.asked.stream().anyMatch(asked -> asked.header("Range").equals("bytes=100000-")));
    }

    @Test
    void what_always_closes_halfway_is_given_up_and_its_part_kept() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        Descriptor layer = manifest.layers().getFirst();
        registry.trick("GET /v2/demo/api/blobs/" + layer.digest(), 100, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (range == null) {
                exchange.sendResponseHeaders(200, LAYER.length);
                exchange.getResponseBody().write(LAYER, 0, 1000);
                exchange.getResponseBody().flush();
            } else {
                exchange.getResponseHeaders().set("Content-Range", "bytes 1000-299999/300000");
                exchange.sendResponseHeaders(206, LAYER.length - 1000);
                exchange.getResponseBody().flush();
            }
            return true;
        });

        refused("demo/api:1", RegistryError.UNREACHABLE, "closed the connection after 0 of 299000 bytes");

        assertTrue(client.parts().contains(TestClient.part(layer)), "its part is gone");
        assertEquals(3, client.pauses.size());
    }

    @Test
    @Tag("attack-45")
    void a_redirect_to_another_host_gets_no_authorization() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        String path = "/v2/demo/api/blobs/" + manifest.layers().getFirst().digest();
        try (FakeRegistry other = new FakeRegistry();
                TestClient known = new TestClient(
                        folder,
                        ClientConfig.DEFAULT,
                        _ -> new io.wasmrunner.registry.client.auth.Credential.Password("me", "secret"))) {
            other.image("demo/api", "1", LAYER);
            registry.trick(HostileRegistryTest::wantsBasic).trick("GET " + path, 1, exchange -> {
                redirect(exchange, "http://" + other.host() + path);
                return true;
            });

            known.pull(registry.reference("demo/api:1"));

            assertTrue(registry.asked.stream()
                    .anyMatch(asked -> asked.path().equals(path)
                            && asked.header("Authorization").startsWith("Basic ")));
            assertEquals(List.of("GET " + path), other.lines());
            assertEquals("", other.asked.getFirst().header("Authorization"));
        }
    }

    @Test
    @Tag("attack-45")
    void a_way_back_from_another_host_gets_no_authorization_either() throws Exception {
        registry.image("demo/api", "1", LAYER);
        try (FakeRegistry other = new FakeRegistry();
                TestClient known = new TestClient(
                        folder,
                        ClientConfig.DEFAULT,
                        _ -> new io.wasmrunner.registry.client.auth.Credential.Password("me", "secret"))) {
            other.trick(exchange -> {
                redirect(exchange, "http://" + registry.host() + "/v2/secret/manifests/1");
                return true;
            });
            registry.trick(HostileRegistryTest::wantsBasic).trick("GET /v2/demo/api/manifests/1", 1, exchange -> {
                redirect(exchange, "http://" + other.host() + "/");
                return true;
            });

            assertThrows(RegistryException.class, () -> known.pull(registry.reference("demo/api:1")));

            assertEquals("GET /v2/secret/manifests/1", registry.lines().getLast());
            assertEquals("", registry.asked.getLast().header("Authorization"));
        }
    }

    @Test
    void redirects_without_end_are_not_followed() {
        registry.trick("GET /v2/demo/api/manifests", 100, exchange -> {
            redirect(exchange, "http://" + registry.host() + exchange.getRequestURI() + "x");
            return true;
        });

        refused("demo/api:1", RegistryError.INVALID, "redirects more than 5 times, at last to http://");

        assertEquals(7, registry.asked.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "gopher://127.0.0.1/", "http:///x", "http://me:pw@127.0.0.1/", "::"})
    void a_redirect_to_what_is_not_http_is_refused(String location) {
        registry.trick("GET /v2/demo/api/manifests", 1, exchange -> {
            redirect(exchange, location);
            return true;
        });

        RegistryException refused = refused("demo/api:1");

        assertEquals(RegistryError.INVALID, refused.error(), refused.getMessage());
    }

    @Test
    @Tag("attack-41")
    void what_is_not_what_its_media_type_says_is_refused() {
        Manifest manifest = registry.image("demo/api", "good", LAYER);
        registry.put("demo/api", "1", MediaTypes.OCI_INDEX, manifest.bytes());

        refused("demo/api:1", RegistryError.INVALID, "but it came as " + MediaTypes.OCI_INDEX);
    }

    @ParameterizedTest
    @Tag("attack-41")
    @ValueSource(
            strings = {
                "{\"schemaVersion\":2,\"config\":{},\"layers\":[],\"manifests\":[]}",
                "{\"schemaVersion\":2,\"schemaVersion\":2,\"config\":{},\"layers\":[]}",
                "{\"schemaVersion\":1,\"fsLayers\":[]}",
                "[]",
                "{",
                "{\"schemaVersion\":2,\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a\",\"digest\":\"sha256:../../etc\",\"size\":2},\"layers\":[]}"
            })
    void two_documents_in_one_and_other_riddles_are_refused(String json) {
        registry.put("demo/api", "1", MediaTypes.OCI_MANIFEST, json.getBytes(StandardCharsets.UTF_8));

        assertEquals(RegistryError.INVALID, refused("demo/api:1").error());
    }

    @Test
    @Tag("attack-41")
    void more_than_500_layers_are_refused() {
        Manifest manifest = registry.image("demo/api", "good", LAYER);
        Manifest many = Manifest.of(
                manifest.config(), Collections.nCopies(501, manifest.layers().getFirst()), Map.of());
        registry.put("demo/api", "1", many);

        refused("demo/api:1", RegistryError.INVALID, "has 501 entries; the most is 500");
    }

    @Test
    @Tag("attack-41")
    void indexes_in_indexes_end_somewhere() {
        Manifest manifest = registry.image("demo/api", "good", LAYER);
        Descriptor below = manifest.descriptor().withPlatform(Platform.WASI);
        for (int i = 0; i < 8; i++) {
            Index index = Index.of(List.of(below), Map.of("depth", Integer.toString(i)));
            registry.put("demo/api", "1", index);
            below = index.descriptor().withPlatform(Platform.WASI);
        }

        refused("demo/api:1", RegistryError.INVALID, "its indexes are nested deeper than 4");
    }

    @Test
    void a_blob_under_two_sizes_is_refused() {
        Manifest good = registry.image("demo/api", "good", LAYER);
        Descriptor layer = good.layers().getFirst();
        registry.put(
                "demo/api",
                "1",
                Manifest.of(
                        good.config(), List.of(layer, new Descriptor(layer.mediaType(), layer.digest(), 7)), Map.of()));

        refused("demo/api:1", RegistryError.INVALID, "with two sizes");
    }

    @Test
    void escapes_for_terminals_in_errors_are_not_passed_on() {
        registry.trick("GET /v2/demo/api/manifests/1", 1, exchange -> {
            FakeRegistry.answer(
                    exchange,
                    400,
                    "application/json",
                    "{\"errors\":[{\"code\":\"X\",\"message\":\"\\u001b]0;owned\\u0007\"}]}"
                            .getBytes(StandardCharsets.UTF_8));
            return true;
        });

        refused("demo/api:1", RegistryError.INVALID, "(X: ?]0;owned?)");
    }

    private static FakeRegistry.Trick endless(int status) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", MediaTypes.OCI_MANIFEST);
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] some = new byte[1 << 16];
                while (true) {
                    out.write(some);
                }
            } catch (IOException _) {
                return true;
            }
        };
    }

    private static boolean wantsBasic(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().containsKey("Authorization")
                || exchange.getRequestURI().getPath().contains("secret")) {
            return false;
        }
        exchange.getResponseHeaders().set("Www-Authenticate", "Basic realm=\"it\"");
        FakeRegistry.answer(exchange, 401, "", new byte[0]);
        return true;
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        FakeRegistry.answer(exchange, 307, "", new byte[0]);
    }
}
