package io.wasmrunner.registry.server.conformance;

import static io.wasmrunner.registry.server.conformance.TestRegistry.code;
import static io.wasmrunner.registry.server.conformance.TestRegistry.header;
import static io.wasmrunner.registry.server.conformance.TestRegistry.location;
import static io.wasmrunner.registry.server.conformance.TestRegistry.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.digest.Digester;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution-spec 1.1, workflow "Push", as far as it is about blobs. */
final class PushTest {
    private static final byte[] LAYER = "0123456789".getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = Digest.of(LAYER);

    private TestRegistry registry;

    @BeforeEach
    void start(@TempDir Path root) throws Exception {
        registry = TestRegistry.start(root);
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    private void assertPulled(String repository, byte[] content, Digest digest) throws Exception {
        var answer = registry.get("/v2/" + repository + "/blobs/" + digest);
        assertEquals(200, answer.statusCode());
        assertArrayEquals(content, answer.body());
    }

    @Test
    void a_blob_is_pushed_with_post_and_put() throws Exception {
        var begun = registry.send("POST", "/v2/demo/api/blobs/uploads/");
        assertEquals(202, begun.statusCode());

        var ended = registry.send("PUT", location(begun) + "?digest=" + DIGEST, LAYER);

        assertEquals(201, ended.statusCode(), () -> text(ended));
        assertEquals("/v2/demo/api/blobs/" + DIGEST, location(ended));
        assertPulled("demo/api", LAYER, DIGEST);
    }

    @Test
    void a_blob_is_pushed_with_post_alone() throws Exception {
        var pushed = registry.send("POST", "/v2/demo/api/blobs/uploads/?digest=" + DIGEST, LAYER);

        assertEquals(201, pushed.statusCode(), () -> text(pushed));
        assertEquals(DIGEST.toString(), header(pushed, "Docker-Content-Digest"));
        assertPulled("demo/api", LAYER, DIGEST);
    }

    @Test
    void a_blob_is_pushed_as_a_stream() throws Exception {
        byte[] large = new byte[700_000];
        new Random(1).nextBytes(large);
        String upload = registry.begin("demo/api");

        var streamed =
                registry.send("PATCH", upload, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
        assertEquals(202, streamed.statusCode());
        assertEquals("0-699999", header(streamed, "Range"));
        var ended = registry.send("PUT", location(streamed) + "?digest=" + Digest.of(large));

        assertEquals(201, ended.statusCode(), () -> text(ended));
        assertPulled("demo/api", large, Digest.of(large));
    }

    @Test
    void a_blob_is_pushed_in_chunks_and_the_last_one_with_put() throws Exception {
        String upload = registry.begin("demo/api");

        var first = registry.send("PATCH", upload, bytes("012"), "Content-Range", "0-2");
        assertEquals(202, first.statusCode(), () -> text(first));
        assertEquals("0-2", header(first, "Range"));
        var second = registry.send("PATCH", location(first), bytes("3456"), "Content-Range", "3-6");
        assertEquals(202, second.statusCode());
        assertEquals("0-6", header(second, "Range"));
        var soFar = registry.get(location(second));
        assertEquals(204, soFar.statusCode());
        assertEquals("0-6", header(soFar, "Range"));
        var last = registry.send("PUT", location(second) + "?digest=" + DIGEST, bytes("789"), "Content-Range", "7-9");

        assertEquals(201, last.statusCode(), () -> text(last));
        assertPulled("demo/api", LAYER, DIGEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-3", "3-5", "0-2"})
    void a_chunk_out_of_order_is_refused_and_the_upload_goes_on(String range) throws Exception {
        String upload = registry.begin("demo/api");
        registry.send("PATCH", upload, bytes("01"), "Content-Range", "0-1");

        var refused = registry.send("PATCH", upload, bytes("xyz"), "Content-Range", range);

        assertEquals(416, refused.statusCode());
        assertEquals("0-1", header(refused, "Range"));
        assertEquals(
                416,
                registry.send("PUT", upload + "?digest=" + DIGEST, bytes("xyz"), "Content-Range", range)
                        .statusCode());
        var ended = registry.send("PUT", upload + "?digest=" + DIGEST, bytes("23456789"), "Content-Range", "2-9");
        assertEquals(201, ended.statusCode(), () -> text(ended));
        assertPulled("demo/api", LAYER, DIGEST);
    }

    @Test
    void a_chunk_that_begins_behind_an_empty_upload_is_refused() throws Exception {
        String upload = registry.begin("demo/api");

        assertEquals(
                416,
                registry.send("PATCH", upload, bytes("xyz"), "Content-Range", "3-5")
                        .statusCode());
    }

    @Test
    void a_chunk_of_another_length_than_it_says_is_refused() throws Exception {
        String upload = registry.begin("demo/api");

        var refused = registry.send("PATCH", upload, bytes("xyz"), "Content-Range", "0-5");

        assertEquals(400, refused.statusCode());
        assertEquals("SIZE_INVALID", code(refused));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0", "0-", "-5", "5-3", "0-9223372036854775807", "0-99999999999999999999"})
    void a_content_range_that_is_none_is_refused(String range) throws Exception {
        String upload = registry.begin("demo/api");

        var refused = registry.send("PATCH", upload, bytes("xyz"), "Content-Range", range);

        assertEquals(400, refused.statusCode());
    }

    @Test
    void an_upload_that_is_cancelled_is_gone() throws Exception {
        String upload = registry.begin("demo/api");
        registry.send("PATCH", upload, bytes("012"));

        assertEquals(204, registry.send("DELETE", upload).statusCode());

        assertEquals(404, registry.get(upload).statusCode());
        assertEquals("BLOB_UPLOAD_UNKNOWN", code(registry.send("DELETE", upload)));
        assertEquals(
                404, registry.send("PUT", upload + "?digest=" + DIGEST, LAYER).statusCode());
    }

    @Test
    void an_upload_belongs_to_its_repository() throws Exception {
        String upload = registry.begin("demo/api");

        assertEquals(404, registry.get(upload.replace("demo/api", "demo/other")).statusCode());
        assertEquals(
                404,
                registry.send("PATCH", upload.replace("demo/api", "demo/other"), LAYER)
                        .statusCode());
    }

    @Test
    void a_blob_is_mounted_from_another_repository() throws Exception {
        registry.blob("demo/api", LAYER);

        var mounted = registry.send("POST", "/v2/demo/other/blobs/uploads/?mount=" + DIGEST + "&from=demo/api");

        assertEquals(201, mounted.statusCode());
        assertEquals("/v2/demo/other/blobs/" + DIGEST, location(mounted));
        assertPulled("demo/other", LAYER, DIGEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&from=demo/nobody", "", "&from=../x", "&from=demo/third"})
    void what_cannot_be_mounted_begins_an_upload(String from) throws Exception {
        registry.blob("demo/api", LAYER);
        registry.blob("demo/third", new byte[] {1});

        var begun = registry.send("POST", "/v2/demo/other/blobs/uploads/?mount=" + DIGEST + from);

        assertEquals(202, begun.statusCode());
        assertEquals(
                201,
                registry.send("PUT", location(begun) + "?digest=" + DIGEST, LAYER)
                        .statusCode());
    }

    @Tag("attack-41")
    @Test
    void content_of_another_digest_is_refused() throws Exception {
        Digest wrong = Digest.of(new byte[] {1});
        String upload = registry.begin("demo/api");

        var put = registry.send("PUT", upload + "?digest=" + wrong, LAYER);
        var post = registry.send("POST", "/v2/demo/api/blobs/uploads/?digest=" + wrong, LAYER);

        assertEquals(400, put.statusCode());
        assertEquals("DIGEST_INVALID", code(put));
        assertEquals(400, post.statusCode());
        assertEquals(404, registry.get("/v2/demo/api/blobs/" + wrong).statusCode());
        assertEquals(404, registry.get("/v2/demo/api/blobs/" + DIGEST).statusCode());
    }

    @Tag("attack-42")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256:INVALID",
                "sha256:",
                "sha256:../../../etc/passwd",
                "sha256:%2e%2e%2f",
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"
            })
    void a_bad_digest_is_refused_everywhere(String digest) throws Exception {
        String upload = registry.begin("demo/api");

        assertEquals("DIGEST_INVALID", code(registry.send("PUT", upload + "?digest=" + digest, LAYER)));
        assertEquals(
                "DIGEST_INVALID", code(registry.send("POST", "/v2/demo/api/blobs/uploads/?digest=" + digest, LAYER)));
        String encoded = digest.replace("/", "%2f");
        assertEquals("DIGEST_INVALID", code(registry.get("/v2/demo/api/blobs/" + encoded)));
        assertEquals("DIGEST_INVALID", code(registry.get("/v2/demo/api/manifests/" + encoded)));
        assertEquals("DIGEST_INVALID", code(registry.get("/v2/demo/api/referrers/" + encoded)));
    }

    @Test
    void an_upload_cannot_end_without_a_digest() throws Exception {
        String upload = registry.begin("demo/api");

        var refused = registry.send("PUT", upload, LAYER);

        assertEquals(400, refused.statusCode());
        assertEquals("DIGEST_INVALID", code(refused));
    }

    @Test
    void sha512_is_a_digest_too() throws Exception {
        Digest digest = Digester.of(DigestAlgorithm.SHA512)
                .update(LAYER, 0, LAYER.length)
                .digest();
        var begun = registry.send("POST", "/v2/demo/api/blobs/uploads/?digest-algorithm=sha512");
        registry.send("PATCH", location(begun), bytes("01234"));

        var ended = registry.send("PUT", location(begun) + "?digest=" + digest, bytes("56789"));
        var atOnce = registry.send("POST", "/v2/demo/other/blobs/uploads/?digest=" + digest, LAYER);

        assertEquals(201, ended.statusCode(), () -> text(ended));
        assertEquals(201, atOnce.statusCode());
        assertPulled("demo/api", LAYER, digest);
        assertPulled("demo/other", LAYER, digest);
        assertEquals(
                400,
                registry.send("POST", "/v2/demo/api/blobs/uploads/?digest-algorithm=md5")
                        .statusCode());
    }

    @Test
    void an_upload_survives_the_end_of_its_server(@TempDir Path other) throws Exception {
        String upload;
        try (TestRegistry first = TestRegistry.start(other)) {
            upload = first.begin("demo/api");
            first.send("PATCH", upload, bytes("0123"), "Content-Range", "0-3");
        }

        try (TestRegistry second = TestRegistry.start(other)) {
            assertEquals("0-3", header(second.get(upload), "Range"));
            second.send("PATCH", upload, bytes("456"), "Content-Range", "4-6");
            assertEquals(
                    201,
                    second.send("PUT", upload + "?digest=" + DIGEST, bytes("789"))
                            .statusCode());
            assertArrayEquals(LAYER, second.get("/v2/demo/api/blobs/" + DIGEST).body());
        }
    }

    @Test
    void a_blob_pushed_twice_is_there_once_more() throws Exception {
        registry.blob("demo/api", LAYER);
        registry.blob("demo/api", LAYER);

        assertPulled("demo/api", LAYER, DIGEST);
        assertTrue(registry.get("/v2/demo/api/tags/list").statusCode() == 200);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
