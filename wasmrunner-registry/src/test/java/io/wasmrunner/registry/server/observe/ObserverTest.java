package io.wasmrunner.registry.server.observe;

import static io.wasmrunner.registry.server.conformance.TestRegistry.header;
import static io.wasmrunner.registry.server.conformance.TestRegistry.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.server.config.LogConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.conformance.TestRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ObserverTest {
    @TempDir
    private Path folder;

    private List<Fields> lines(String name) throws Exception {
        return Files.readAllLines(folder.resolve(name)).stream()
                .map(line -> new Fields(Json.object(line.getBytes(StandardCharsets.UTF_8), "a line"), "a line"))
                .toList();
    }

    @Test
    void requests_are_counted() throws Exception {
        try (TestRegistry registry = TestRegistry.start(folder)) {
            registry.get("/v2/");
            registry.get("/v2/x/tags/list");

            String metrics = text(registry.get("/metrics"));

            assertTrue(metrics.contains("registry_requests_total{method=\"GET\",status=\"2xx\"} 1\n"), metrics);
            assertTrue(metrics.contains("registry_requests_total{method=\"GET\",status=\"4xx\"} 1\n"), metrics);
            assertTrue(metrics.contains("registry_request_seconds_count 2\n"), metrics);
            assertTrue(metrics.contains("registry_requests_active 0\n"), metrics);
            assertEquals(200, registry.get("/healthz").statusCode());
            assertEquals(200, registry.get("/readyz").statusCode());
        }
    }

    @Test
    void every_request_has_a_line_and_changes_have_one_more() throws Exception {
        LogConfig log = new LogConfig(Optional.of(folder.resolve("access")), Optional.of(folder.resolve("audit")));
        try (TestRegistry registry =
                TestRegistry.start(RegistryConfig.of(folder.resolve("root")).withLog(log))) {
            registry.get("/v2/");
            registry.blob("demo/api", new byte[] {1});
        }

        assertEquals(2, lines("access").size());
        Fields change = lines("audit").getFirst();
        assertEquals(1, lines("audit").size());
        assertEquals("POST", change.text("method"));
        assertEquals("/v2/demo/api/blobs/uploads/", change.text("path"));
        assertEquals(201, change.number("status"));
    }

    @Test
    void the_page_lists_repositories_tags_and_signatures() throws Exception {
        try (TestRegistry registry = TestRegistry.start(folder)) {
            Manifest manifest = registry.image("demo/api", "1.0", new byte[2_000_000]);
            registry.image("demo/api", manifest.digest().toString().replace(':', '-') + ".sig", new byte[] {1});
            Manifest parts = registry.manifest("demo/api", new byte[] {2});
            Manifest about =
                    Manifest.of("application/x.sbom", parts.config(), parts.layers(), manifest.descriptor(), Map.of());
            registry.put("demo/api", about.digest().toString(), about.bytes());

            var list = registry.get("/");
            String tags = text(registry.get("/?repository=demo/api"));

            assertTrue(text(list).contains("<a href=\"/?repository=demo/api\">demo/api</a>"), text(list));
            assertTrue(header(list, "Content-Security-Policy").startsWith("default-src 'none'"));
            assertTrue(tags.contains("wasmrunner pull " + registry.address() + "/demo/api:1.0"), tags);
            assertTrue(tags.contains("signed, 1 referrers"), tags);
            assertTrue(tags.contains("2.0 MB"), tags);
            assertFalse(tags.contains("<td>sha256-"), tags);
            assertEquals(200, registry.get("/style.css").statusCode());
            assertEquals(200, registry.get("/copy.js").statusCode());
        }
    }

    @Test
    void what_a_visitor_writes_is_no_markup() throws Exception {
        try (TestRegistry registry = TestRegistry.start(folder)) {
            var answer = registry.get("/?repository=%3Cscript%3Ealert(1)%3C/script%3E");

            assertEquals(404, answer.statusCode());
            assertFalse(text(answer).contains("<script>"), text(answer));
        }
    }
}
