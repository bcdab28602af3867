package io.wasmrunner.registry.server.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.server.config.GcConfig;
import io.wasmrunner.registry.server.config.ImmutableRule;
import io.wasmrunner.registry.server.config.LimitsConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.config.UpstreamConfig;
import io.wasmrunner.registry.server.conformance.TestRegistry;
import io.wasmrunner.registry.server.maintenance.Maintenance;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.text.Glob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpstreamTest {
    private static final byte[] LAYER = {1, 2, 3};
    private static final byte[] OTHER = {4, 5};

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private TestRegistry upstream;
    private TestRegistry second;
    private TestRegistry cache;
    private Path root;

    @BeforeEach
    void start() throws Exception {
        upstream = TestRegistry.start(folder.resolve("upstream"));
        second = TestRegistry.start(folder.resolve("second"));
        root = folder.resolve("cache");
        cache = TestRegistry.start(
                RegistryConfig.of(root)
                        .withUpstreams(List.of(
                                UpstreamConfig.of("two/**", second.address()).withNames("two", "deep"),
                                UpstreamConfig.of("demo/**", upstream.address()),
                                UpstreamConfig.of("two/**", upstream.address()))),
                clock);
    }

    @AfterEach
    void stop() throws Exception {
        cache.close();
        second.close();
        upstream.close();
    }

    private HttpResponse<byte[]> manifest(String reference) throws Exception {
        return cache.get("/v2/demo/api/manifests/" + reference);
    }

    private HttpResponse<byte[]> blob(Descriptor blob) throws Exception {
        return cache.get("/v2/demo/api/blobs/" + blob.digest());
    }

    private static String warning(HttpResponse<?> response) {
        return TestRegistry.header(response, "Warning");
    }

    @Test
    void what_was_pulled_is_served_when_the_upstream_is_gone() throws Exception {
        Manifest image = upstream.image("demo/api", "1.0", LAYER);

        assertEquals(200, cache.send("HEAD", "/v2/demo/api/manifests/1.0").statusCode());
        assertArrayEquals(image.bytes(), manifest("1.0").body());
        for (Descriptor blob : image.blobs()) {
            HttpResponse<byte[]> head = cache.send("HEAD", "/v2/demo/api/blobs/" + blob.digest());
            assertEquals(String.valueOf(blob.size()), TestRegistry.header(head, "Content-Length"));
            assertEquals(200, blob(blob).statusCode());
        }
        upstream.close();

        assertArrayEquals(image.bytes(), manifest("1.0").body());
        assertEquals("", warning(manifest("1.0")));
        assertArrayEquals(image.bytes(), manifest(image.digest().toString()).body());
        assertArrayEquals(LAYER, blob(image.layers().getFirst()).body());
        assertEquals(502, manifest("2.0").statusCode());
    }

    @Test
    void a_tag_is_asked_for_again_when_its_time_is_over() throws Exception {
        Manifest old = upstream.image("demo/api", "latest", LAYER);
        assertArrayEquals(old.bytes(), manifest("latest").body());
        Manifest current = upstream.image("demo/api", "latest", OTHER);

        clock.forward(UpstreamConfig.TTL.minusMillis(1));
        assertArrayEquals(old.bytes(), manifest("latest").body());
        clock.forward(Duration.ofMillis(1));
        assertArrayEquals(current.bytes(), manifest("latest").body());
        assertArrayEquals(old.bytes(), manifest(old.digest().toString()).body());
    }

    @Test
    void a_tag_that_is_the_same_still_is_trusted_anew() throws Exception {
        Manifest image = upstream.image("demo/api", "latest", LAYER);
        manifest("latest");
        clock.forward(UpstreamConfig.TTL);
        manifest("latest");
        clock.forward(UpstreamConfig.TTL.minusMillis(1));
        upstream.close();

        HttpResponse<byte[]> answer = manifest("latest");

        assertArrayEquals(image.bytes(), answer.body());
        assertEquals("", warning(answer));
    }

    @Test
    void what_is_older_is_sent_with_a_warning_while_the_upstream_is_gone() throws Exception {
        Manifest image = upstream.image("demo/api", "latest", LAYER);
        manifest("latest");
        upstream.close();
        clock.forward(UpstreamConfig.TTL);

        HttpResponse<byte[]> answer = manifest("latest");

        assertArrayEquals(image.bytes(), answer.body());
        assertTrue(warning(answer).startsWith("110 "), warning(answer));
    }

    @Test
    void a_tag_that_is_gone_there_goes_here() throws Exception {
        upstream.image("demo/api", "latest", LAYER);
        manifest("latest");
        upstream.send("DELETE", "/v2/demo/api/manifests/latest");
        clock.forward(UpstreamConfig.TTL);

        assertEquals("MANIFEST_UNKNOWN", TestRegistry.code(manifest("latest")));
        upstream.close();
        assertEquals(502, manifest("latest").statusCode());
    }

    @Test
    void nobody_pushes_where_an_upstream_serves() throws Exception {
        Manifest image = upstream.image("demo/api", "1.0", LAYER);

        HttpResponse<byte[]> upload = cache.send("POST", "/v2/demo/api/blobs/uploads/");
        HttpResponse<byte[]> put = cache.put("demo/api", "1.0", image.bytes());

        assertEquals(403, upload.statusCode());
        assertEquals(403, put.statusCode());
        assertEquals("DENIED", TestRegistry.code(put));
        assertTrue(TestRegistry.text(put).contains("filled from another registry"));
        cache.image("mine/api", "1.0", LAYER);
    }

    @Test
    void the_first_upstream_that_matches_is_asked_by_its_name_for_the_repository() throws Exception {
        Manifest there = second.image("deep/tool", "1.0", OTHER);
        upstream.image("two/tool", "1.0", LAYER);

        assertArrayEquals(there.bytes(), cache.get("/v2/two/tool/manifests/1.0").body());
        assertArrayEquals(
                OTHER,
                cache.get("/v2/two/tool/blobs/" + there.layers().getFirst().digest())
                        .body());
        assertEquals(404, cache.get("/v2/elsewhere/tool/manifests/1.0").statusCode());
    }

    @Test
    void a_blob_of_another_repository_is_not_given_unless_the_upstream_has_it() throws Exception {
        Digest secret = cache.blob("mine/api", LAYER);

        assertEquals(404, cache.get("/v2/demo/api/blobs/" + secret).statusCode());
        assertEquals(404, cache.send("HEAD", "/v2/demo/api/blobs/" + secret).statusCode());
    }

    @Test
    void a_blob_beyond_the_limit_is_refused() throws Exception {
        Digest large = upstream.blob("demo/api", new byte[2000]);
        RegistryConfig config = RegistryConfig.of(folder.resolve("small"));
        var limits = config.limits();
        try (TestRegistry small = TestRegistry.start(
                config.withUpstreams(List.of(UpstreamConfig.of("**", upstream.address())))
                        .withLimits(new LimitsConfig(
                                1999,
                                limits.uploads(),
                                limits.requests(),
                                limits.connections(),
                                limits.headerBytes(),
                                limits.readTimeout())),
                clock)) {
            assertEquals(502, small.get("/v2/demo/api/blobs/" + large).statusCode());
        }
        assertEquals(List.of(), new BlobStore(folder.resolve("small/content")).list());
    }

    @Test
    void a_tag_that_is_immutable_stays_what_it_was_first() throws Exception {
        Manifest first = upstream.image("demo/api", "v1", LAYER);
        RegistryConfig config = RegistryConfig.of(folder.resolve("fixed"))
                .withUpstreams(List.of(UpstreamConfig.of("**", upstream.address())))
                .withImmutable(List.of(new ImmutableRule(new Glob("**"), new Glob("v*"))));
        try (TestRegistry fixed = TestRegistry.start(config, clock)) {
            fixed.get("/v2/demo/api/manifests/v1");
            upstream.image("demo/api", "v1", OTHER);
            clock.forward(UpstreamConfig.TTL);

            assertArrayEquals(
                    first.bytes(), fixed.get("/v2/demo/api/manifests/v1").body());
        }
    }

    @Test
    void an_export_has_what_was_pushed_alone() throws Exception {
        Manifest mine = cache.image("mine/api", "1.0", LAYER);
        upstream.image("demo/api", "1.0", OTHER);
        manifest("1.0");
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        try (Maintenance maintenance = Maintenance.open(root);
                Maintenance other = Maintenance.open(folder.resolve("other"))) {
            maintenance.exportTo(tar);
            assertEquals(1, other.importFrom(new ByteArrayInputStream(tar.toByteArray())));
        }
        try (TestRegistry other = TestRegistry.start(folder.resolve("other"))) {
            assertArrayEquals(
                    mine.bytes(), other.get("/v2/mine/api/manifests/1.0").body());
            assertEquals(404, other.get("/v2/demo/api/manifests/1.0").statusCode());
        }
    }

    @Test
    void blobs_that_nobody_asked_for_are_not_missing_and_those_that_were_stay() throws Exception {
        Manifest image = upstream.image("demo/api", "1.0", LAYER, OTHER);
        manifest("1.0");
        try (Maintenance maintenance = Maintenance.open(root)) {
            assertEquals(List.of(), maintenance.verify().problems());
            blob(image.layers().getFirst());

            maintenance.collect(new GcConfig(Duration.ZERO, Duration.ZERO, true), false);

            assertEquals(List.of(), maintenance.verify().problems());
            assertArrayEquals(LAYER, blob(image.layers().getFirst()).body());
            Files.delete(new BlobStore(root.resolve("content"))
                    .path(image.layers().getFirst().digest()));
            assertEquals(1, maintenance.verify().problems().size());
            assertArrayEquals(LAYER, blob(image.layers().getFirst()).body());
        }
    }
}
