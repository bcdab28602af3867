package io.wasmrunner.registry.server.conformance;

import static io.wasmrunner.registry.server.conformance.TestRegistry.code;
import static io.wasmrunner.registry.server.conformance.TestRegistry.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.server.config.LimitsConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LimitsTest {
    @TempDir
    private Path root;

    private TestRegistry start(int blobBytes, int uploads) throws Exception {
        return TestRegistry.start(RegistryConfig.of(root)
                .withLimits(new LimitsConfig(blobBytes, uploads, 0, 10, 4096, Duration.ofSeconds(60))));
    }

    @Test
    void a_blob_may_be_as_large_as_the_limit_and_no_larger() throws Exception {
        try (TestRegistry registry = start(10, 10)) {
            byte[] larger = new byte[11];
            String path = "/v2/demo/api/blobs/uploads/?digest=" + Digest.of(larger);

            registry.blob("demo/api", new byte[10]);

            assertEquals(413, registry.send("POST", path, larger).statusCode());
            assertEquals(
                    413,
                    registry.send("POST", path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(larger)))
                            .statusCode());
        }
    }

    @Test
    void chunks_together_may_not_be_larger_either() throws Exception {
        try (TestRegistry registry = start(10, 10)) {
            String upload = registry.begin("demo/api");

            assertEquals(202, registry.send("PATCH", upload, new byte[6]).statusCode());
            assertEquals(413, registry.send("PATCH", upload, new byte[6]).statusCode());
            assertEquals(202, registry.send("PATCH", upload, new byte[4]).statusCode());
        }
    }

    @Test
    void uploads_beyond_the_limit_are_told_to_come_again() throws Exception {
        try (TestRegistry registry = start(10, 0)) {
            var refused = registry.send("PATCH", registry.begin("demo/api"), new byte[1]);

            assertEquals(429, refused.statusCode());
            assertEquals("TOOMANYREQUESTS", code(refused));
            assertTrue(Integer.parseInt(header(refused, "Retry-After")) > 0);
        }
    }

    @Test
    void headers_beyond_the_limit_are_refused() throws Exception {
        try (TestRegistry registry = start(10, 10)) {
            var refused = registry.get("/v2/", "X-Long", "x".repeat(5000));

            assertTrue(refused.statusCode() >= 400 && refused.statusCode() < 500, () -> refused.toString());
        }
    }

    @Test
    void requests_beyond_the_rate_are_told_to_come_again() throws Exception {
        LimitsConfig limits = new LimitsConfig(10, 10, 1, 10, 4096, Duration.ofSeconds(60));
        try (TestRegistry registry = TestRegistry.start(RegistryConfig.of(root).withLimits(limits))) {
            int refusals = 0;
            for (int i = 0; i < 60; i++) {
                var answer = registry.get("/v2/");
                if (answer.statusCode() == 429) {
                    refusals++;
                    assertEquals("TOOMANYREQUESTS", code(answer));
                    assertEquals("1", header(answer, "Retry-After"));
                }
            }
            assertTrue(refusals > 0, "sixty requests at once are more than ten and one in a second");
            assertEquals(200, registry.get("/healthz").statusCode());
        }
    }
}
