package io.wasmrunner.registry.server.conformance;

import static io.wasmrunner.registry.server.conformance.TestRegistry.code;
import static io.wasmrunner.registry.server.conformance.TestRegistry.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.server.config.ImmutableRule;
import io.wasmrunner.registry.server.config.QuotaRule;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.text.Glob;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RulesTest {
    @TempDir
    private Path root;

    @Test
    void repositories_hold_as_much_as_their_quota_and_no_more() throws Exception {
        RegistryConfig config = RegistryConfig.of(root).withQuotas(List.of(new QuotaRule(new Glob("team/*"), 10)));
        try (TestRegistry registry = TestRegistry.start(config)) {
            registry.blob("team/a", new byte[6]);
            registry.blob("team/b", new byte[4]);
            registry.blob("team/a", new byte[6]);
            byte[] more = {1};

            var refused = registry.send("POST", "/v2/team/a/blobs/uploads/?digest=" + Digest.of(more), more);

            assertEquals(403, refused.statusCode());
            assertEquals("DENIED", code(refused));
            assertTrue(text(refused).contains("team/* has 10 of 10 bytes"), text(refused));
            assertEquals(
                    404, registry.get("/v2/team/a/blobs/" + Digest.of(more)).statusCode());
            registry.blob("other/a", new byte[11]);
            assertEquals(
                    403,
                    registry.send(
                                    "POST",
                                    "/v2/team/c/blobs/uploads/?mount=" + Digest.of(new byte[11]) + "&from=other/a")
                            .statusCode());
        }
    }

    @Test
    void immutable_tags_neither_move_nor_go() throws Exception {
        RegistryConfig config =
                RegistryConfig.of(root).withImmutable(List.of(new ImmutableRule(new Glob("team/*"), new Glob("v*"))));
        try (TestRegistry registry = TestRegistry.start(config)) {
            Manifest first = registry.image("team/a", "v1", new byte[] {1});
            registry.image("team/a", "latest", new byte[] {1});
            byte[] second = registry.manifest("team/a", new byte[] {2}).bytes();

            var moved = registry.put("team/a", "v1", second);

            assertEquals(403, moved.statusCode());
            assertEquals("DENIED", code(moved));
            assertEquals(201, registry.put("team/a", "v1", first.bytes()).statusCode());
            assertEquals(201, registry.put("team/a", "latest", second).statusCode());
            assertEquals(403, registry.send("DELETE", "/v2/team/a/manifests/v1").statusCode());
            assertEquals(
                    403,
                    registry.send("DELETE", "/v2/team/a/manifests/" + first.digest())
                            .statusCode());
            assertArrayEquals(
                    first.bytes(), registry.get("/v2/team/a/manifests/v1").body());
            assertEquals(
                    202, registry.send("DELETE", "/v2/team/a/manifests/latest").statusCode());
        }
    }
}
