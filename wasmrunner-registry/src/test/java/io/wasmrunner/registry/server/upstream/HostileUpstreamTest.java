package io.wasmrunner.registry.server.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.server.access.AccessPolicy;
import io.wasmrunner.registry.server.access.AccessRule;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.config.UpstreamConfig;
import io.wasmrunner.registry.server.conformance.TestRegistry;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.text.Glob;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostileUpstreamTest {
    private static final byte[] LAYER = {1, 2, 3};
    private static final Digest BLOB = Digest.of(LAYER);
    private static final Manifest IMAGE = Manifest.of(Descriptor.of(MediaTypes.OCI_CONFIG, LAYER), List.of(), Map.of());

    @TempDir
    private Path folder;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer upstream;
    private volatile byte[] manifest = IMAGE.bytes();
    private volatile byte[] blob = LAYER;

    @BeforeEach
    void start() throws Exception {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/v2/", this::answer);
        upstream.start();
    }

    @AfterEach
    void stop() {
        upstream.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + path + " "
                + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        byte[] body = path.contains("/manifests/") ? manifest : path.contains("/blobs/") ? blob : new byte[] {'{', '}'};
        if (path.contains("/manifests/")) {
            exchange.getResponseHeaders().set("Content-Type", MediaTypes.OCI_MANIFEST);
            exchange.getResponseHeaders()
                    .set("Docker-Content-Digest", IMAGE.digest().toString());
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private UpstreamConfig config() {
        return UpstreamConfig.of("**", "127.0.0.1:" + upstream.getAddress().getPort());
    }

    private TestRegistry cache() throws IOException {
        return TestRegistry.start(RegistryConfig.of(folder.resolve("cache")).withUpstreams(List.of(config())));
    }

    private List<Digest> stored() throws IOException {
        return new BlobStore(folder.resolve("cache/content")).list();
    }

    @Test
    void a_manifest_of_another_digest_is_refused_and_not_kept() throws Exception {
        manifest = (new String(IMAGE.bytes(), StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);
        try (TestRegistry cache = cache()) {
            assertEquals(502, cache.get("/v2/demo/api/manifests/1.0").statusCode());
            assertEquals(
                    502, cache.get("/v2/demo/api/manifests/" + IMAGE.digest()).statusCode());
            assertEquals(List.of(), stored());

            manifest = IMAGE.bytes();
            assertEquals(200, cache.get("/v2/demo/api/manifests/1.0").statusCode());
        }
    }

    @Test
    void a_blob_of_another_digest_is_refused_and_not_kept() throws Exception {
        blob = new byte[] {1, 2, 4};
        try (TestRegistry cache = cache()) {
            assertEquals(502, cache.get("/v2/demo/api/blobs/" + BLOB).statusCode());
            assertEquals(List.of(), stored());

            blob = LAYER;
            assertArrayEquals(LAYER, cache.get("/v2/demo/api/blobs/" + BLOB).body());
        }
    }

    @Test
    void a_manifest_that_names_a_blob_of_another_repository_does_not_give_it() throws Exception {
        blob = new byte[] {9, 9, 9};
        Path root = folder.resolve("cache");
        try (TestRegistry cache = TestRegistry.start(RegistryConfig.of(root))) {
            cache.blob("mine/api", LAYER);
        }
        try (TestRegistry cache = cache()) {
            assertEquals(200, cache.get("/v2/demo/api/manifests/1.0").statusCode());
            assertEquals(502, cache.get("/v2/demo/api/blobs/" + BLOB).statusCode());
        }
    }

    @Test
    void a_blob_that_many_want_comes_once() throws Exception {
        try (TestRegistry cache = cache();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<byte[]>>> answers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                answers.add(executor.submit(() -> cache.get("/v2/demo/api/blobs/" + BLOB)));
            }
            for (Future<HttpResponse<byte[]>> answer : answers) {
                assertArrayEquals(LAYER, answer.get().body());
            }
        }
        assertEquals(
                1, asked.stream().filter(one -> one.startsWith("GET /v2/demo")).count());
    }

    @Test
    void who_may_not_pull_makes_nothing_come() throws Exception {
        AccessRule open = new AccessRule(new Glob("open/**"), Set.of(), Set.of(), true, Set.of(Action.PULL));
        RegistryConfig config = RegistryConfig.of(folder.resolve("cache"))
                .withUpstreams(List.of(config()))
                .withAccess(new AccessPolicy(List.of(open), Map.of()));
        try (TestRegistry cache = TestRegistry.start(config)) {
            assertEquals(403, cache.get("/v2/demo/api/manifests/1.0").statusCode());
            assertEquals(403, cache.get("/v2/demo/api/blobs/" + BLOB).statusCode());
            assertEquals(List.of(), List.copyOf(asked));
            assertEquals(200, cache.get("/v2/open/api/manifests/1.0").statusCode());
        }
    }

    @Test
    void the_password_of_an_upstream_is_read_from_its_file_and_not_shown() throws Exception {
        upstream.removeContext("/v2/");
        String expected = "Basic " + Base64.getEncoder().encodeToString("me:geheim".getBytes(StandardCharsets.UTF_8));
        upstream.createContext("/v2/", exchange -> {
            if (expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange);
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
                exchange.sendResponseHeaders(401, -1);
                exchange.close();
            }
        });
        Path file = folder.resolve("password");
        Files.writeString(file, "geheim\n");
        UpstreamConfig login = config().withLogin(new UpstreamConfig.Login("me", file));
        RegistryConfig config = RegistryConfig.of(folder.resolve("cache")).withUpstreams(List.of(login));
        try (TestRegistry cache = TestRegistry.start(config)) {
            assertEquals(200, cache.get("/v2/demo/api/manifests/1.0").statusCode());
        }
        RegistryConfig nobody = RegistryConfig.of(folder.resolve("nobody")).withUpstreams(List.of(config()));
        try (TestRegistry cache = TestRegistry.start(nobody)) {
            assertEquals(404, cache.get("/v2/demo/api/manifests/1.0").statusCode());
        }
        assertFalse(config.toString().contains("geheim"));
        Files.writeString(file, "");
        RegistryException empty = assertThrows(
                RegistryException.class, () -> TestRegistry.start(config).close());
        assertEquals(RegistryError.USAGE, empty.error());
        Files.delete(file);
        RegistryException gone = assertThrows(
                RegistryException.class, () -> TestRegistry.start(config).close());
        assertEquals(RegistryError.NOT_FOUND, gone.error());
    }
}
