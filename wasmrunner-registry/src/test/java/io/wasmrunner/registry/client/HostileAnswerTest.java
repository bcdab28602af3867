package io.wasmrunner.registry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects and documents of a registry that means harm. */
final class HostileAnswerTest extends HostileRegistryLab {
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
            registry.trick(HostileAnswerTest::wantsBasic).trick("GET " + path, 1, exchange -> {
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
            registry.trick(HostileAnswerTest::wantsBasic).trick("GET /v2/demo/api/manifests/1", 1, exchange -> {
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
}
