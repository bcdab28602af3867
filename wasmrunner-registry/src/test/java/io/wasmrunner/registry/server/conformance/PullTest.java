package io.wasmrunner.registry.server.conformance;

import static io.wasmrunner.registry.server.conformance.TestRegistry.code;
import static io.wasmrunner.registry.server.conformance.TestRegistry.header;
import static io.wasmrunner.registry.server.conformance.TestRegistry.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution-spec 1.1, workflow "Pull". */
final class PullTest {
    private static final byte[] LAYER = "0123456789".getBytes(StandardCharsets.UTF_8);
    private static final String NOWHERE = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private TestRegistry registry;

    @BeforeEach
    void start(@TempDir Path root) throws Exception {
        registry = TestRegistry.start(root);
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    @Test
    void the_base_answers_for_the_version() throws Exception {
        var answer = registry.get("/v2/");

        assertEquals(200, answer.statusCode());
        assertEquals("registry/2.0", header(answer, "Docker-Distribution-API-Version"));
    }

    @Test
    void a_blob_comes_back_as_it_was_pushed() throws Exception {
        Digest digest = registry.blob("demo/api", LAYER);

        var head = registry.send("HEAD", "/v2/demo/api/blobs/" + digest);
        var get = registry.get("/v2/demo/api/blobs/" + digest);

        assertEquals(200, head.statusCode());
        assertEquals("10", header(head, "Content-Length"));
        assertEquals(digest.toString(), header(head, "Docker-Content-Digest"));
        assertEquals(200, get.statusCode());
        assertEquals(digest.toString(), header(get, "Docker-Content-Digest"));
        assertArrayEquals(LAYER, get.body());
    }

    @Test
    void a_blob_that_is_not_there_is_unknown() throws Exception {
        registry.blob("demo/api", LAYER);

        assertEquals(404, registry.send("HEAD", "/v2/demo/api/blobs/" + NOWHERE).statusCode());
        var get = registry.get("/v2/demo/api/blobs/" + NOWHERE);
        assertEquals(404, get.statusCode());
        assertEquals("BLOB_UNKNOWN", code(get));
    }

    @Test
    void a_blob_of_another_repository_is_unknown() throws Exception {
        Digest digest = registry.blob("demo/api", LAYER);
        registry.blob("demo/other", new byte[] {1});

        assertEquals(404, registry.get("/v2/demo/other/blobs/" + digest).statusCode());
        assertEquals(
                404, registry.send("HEAD", "/v2/demo/other/blobs/" + digest).statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=2-4, 206, 234, bytes 2-4/10",
        "bytes=7-, 206, 789, bytes 7-9/10",
        "bytes=-3, 206, 789, bytes 7-9/10",
        "bytes=-30, 206, 0123456789, bytes 0-9/10",
        "bytes=8-99999999999999999999, 206, 89, bytes 8-9/10",
        "'bytes=0-1,4-5', 200, 0123456789, ''",
        "bytes=4-2, 200, 0123456789, ''",
        "bytes=x-2, 200, 0123456789, ''",
        "bytes=-, 200, 0123456789, ''",
        "lines=1-2, 200, 0123456789, ''",
        "Bytes=9-9, 206, 9, bytes 9-9/10"
    })
    void ranges_are_answered_as_http_says(String range, int status, String body, String contentRange) throws Exception {
        Digest digest = registry.blob("demo/api", LAYER);

        var answer = registry.get("/v2/demo/api/blobs/" + digest, "Range", range);

        assertEquals(status, answer.statusCode());
        assertEquals(body, text(answer));
        assertEquals(contentRange, header(answer, "Content-Range"));
        assertEquals(Integer.toString(body.length()), header(answer, "Content-Length"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999-"})
    void a_range_behind_the_end_cannot_be_satisfied(String range) throws Exception {
        Digest digest = registry.blob("demo/api", LAYER);

        var answer = registry.get("/v2/demo/api/blobs/" + digest, "Range", range);

        assertEquals(416, answer.statusCode());
        assertEquals("bytes */10", header(answer, "Content-Range"));
    }

    @Test
    void an_empty_blob_has_no_ranges() throws Exception {
        Digest digest = registry.blob("demo/api", new byte[0]);

        var whole = registry.get("/v2/demo/api/blobs/" + digest);
        assertEquals(200, whole.statusCode());
        assertEquals("0", header(whole, "Content-Length"));
        assertEquals(
                416,
                registry.get("/v2/demo/api/blobs/" + digest, "Range", "bytes=0-")
                        .statusCode());
    }

    @Test
    void a_range_of_something_else_is_not_sent() throws Exception {
        Digest digest = registry.blob("demo/api", LAYER);
        String path = "/v2/demo/api/blobs/" + digest;

        assertEquals("0123456789", text(registry.get(path, "Range", "bytes=0-1", "If-Range", "\"other\"")));
        assertEquals("01", text(registry.get(path, "Range", "bytes=0-1", "If-Range", '"' + digest.toString() + '"')));
    }

    @Test
    void a_manifest_comes_back_byte_for_byte_by_tag_and_by_digest() throws Exception {
        Manifest manifest = registry.image("demo/api", "1.0", LAYER);

        for (String reference : new String[] {"1.0", manifest.digest().toString()}) {
            var head = registry.send("HEAD", "/v2/demo/api/manifests/" + reference);
            var get = registry.get("/v2/demo/api/manifests/" + reference);
            assertEquals(200, head.statusCode());
            assertEquals(Integer.toString(manifest.bytes().length), header(head, "Content-Length"));
            assertEquals(manifest.digest().toString(), header(head, "Docker-Content-Digest"));
            assertEquals(MediaTypes.OCI_MANIFEST, header(get, "Content-Type"));
            assertArrayEquals(manifest.bytes(), get.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", NOWHERE, ".INVALID_MANIFEST_NAME"})
    void a_manifest_that_is_not_there_is_unknown(String reference) throws Exception {
        registry.image("demo/api", "1.0", LAYER);

        assertEquals(
                404,
                registry.send("HEAD", "/v2/demo/api/manifests/" + reference).statusCode());
        var get = registry.get("/v2/demo/api/manifests/" + reference);
        assertEquals(404, get.statusCode());
        assertEquals("MANIFEST_UNKNOWN", code(get));
    }

    @Test
    void whoever_has_it_already_is_told_so() throws Exception {
        Manifest manifest = registry.image("demo/api", "1.0", LAYER);
        String etag = '"' + manifest.digest().toString() + '"';

        assertEquals(
                304,
                registry.get("/v2/demo/api/manifests/1.0", "If-None-Match", etag)
                        .statusCode());
    }
}
