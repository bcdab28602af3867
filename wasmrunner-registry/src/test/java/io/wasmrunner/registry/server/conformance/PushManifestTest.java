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
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution-spec 1.1, workflow "Push", as far as it is about manifests. */
final class PushManifestTest {
    private static final byte[] LAYER = "0123456789".getBytes(StandardCharsets.UTF_8);

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
    void a_manifest_says_where_it_is() throws Exception {
        Manifest manifest = registry.manifest("demo/api", LAYER);

        var pushed = registry.put("demo/api", "1.0", manifest.bytes());

        assertEquals(201, pushed.statusCode(), () -> text(pushed));
        assertEquals("/v2/demo/api/manifests/" + manifest.digest(), location(pushed));
        assertEquals(manifest.digest().toString(), header(pushed, "Docker-Content-Digest"));
        assertEquals("", header(pushed, "OCI-Subject"));
    }

    @Test
    void a_tag_moves_to_the_manifest_pushed_last() throws Exception {
        Manifest first = registry.image("demo/api", "latest", new byte[] {1});
        Manifest second = registry.image("demo/api", "latest", new byte[] {2});

        assertArrayEquals(
                second.bytes(), registry.get("/v2/demo/api/manifests/latest").body());
        assertArrayEquals(
                first.bytes(),
                registry.get("/v2/demo/api/manifests/" + first.digest()).body());
    }

    @Test
    void a_manifest_by_digest_gets_the_tags_of_the_query() throws Exception {
        Manifest manifest = registry.manifest("demo/api", LAYER);

        var pushed = registry.put("demo/api", manifest.digest() + "?tag=1.0&tag=latest", manifest.bytes());

        assertEquals(201, pushed.statusCode(), () -> text(pushed));
        assertEquals(List.of("1.0", "latest"), pushed.headers().allValues("OCI-Tag"));
        assertEquals(200, registry.get("/v2/demo/api/manifests/1.0").statusCode());
        assertEquals(200, registry.get("/v2/demo/api/manifests/latest").statusCode());
        assertEquals(
                400,
                registry.put("demo/api", manifest.digest() + "?tag=.bad", manifest.bytes())
                        .statusCode());
    }

    @Test
    void a_manifest_is_known_by_its_sha512() throws Exception {
        Manifest manifest = registry.manifest("demo/api", LAYER);
        Digest digest = Digester.of(DigestAlgorithm.SHA512)
                .update(manifest.bytes(), 0, manifest.bytes().length)
                .digest();

        var pushed = registry.put("demo/api", digest.toString(), manifest.bytes());

        assertEquals(201, pushed.statusCode(), () -> text(pushed));
        assertEquals(digest.toString(), header(pushed, "Docker-Content-Digest"));
        assertArrayEquals(
                manifest.bytes(),
                registry.get("/v2/demo/api/manifests/" + digest).body());
    }

    @Tag("attack-41")
    @Test
    void a_manifest_of_another_digest_is_refused() throws Exception {
        Manifest manifest = registry.manifest("demo/api", LAYER);

        var refused = registry.put("demo/api", Digest.of(LAYER).toString(), manifest.bytes());

        assertEquals(400, refused.statusCode());
        assertEquals("DIGEST_INVALID", code(refused));
    }

    @Tag("attack-41")
    @Test
    void a_manifest_that_names_a_missing_blob_is_refused_with_its_digest() throws Exception {
        Manifest manifest = registry.manifest("demo/api", LAYER);
        Descriptor missing = Descriptor.of(MediaTypes.WASM_LAYER, new byte[] {9});
        Manifest broken = Manifest.of(manifest.config(), List.of(missing), Map.of());

        var refused = registry.put("demo/api", "1.0", broken.bytes());

        assertEquals(400, refused.statusCode());
        assertEquals("MANIFEST_BLOB_UNKNOWN", code(refused));
        assertTrue(text(refused).contains("\"detail\":[{\"digest\":\"" + missing.digest() + "\"}]"), text(refused));
        assertEquals(404, registry.get("/v2/demo/api/manifests/1.0").statusCode());
    }

    @Tag("attack-43")
    @Test
    void a_manifest_cannot_name_the_blobs_of_another_repository() throws Exception {
        Manifest manifest = registry.manifest("demo/api", LAYER);

        var refused = registry.put("demo/other", "1.0", manifest.bytes());

        assertEquals("MANIFEST_BLOB_UNKNOWN", code(refused));
    }

    @Tag("attack-41")
    @Test
    void a_manifest_that_says_a_wrong_size_is_refused() throws Exception {
        Manifest manifest = registry.manifest("demo/api", LAYER);
        Descriptor wrong = new Descriptor(MediaTypes.WASM_LAYER, Digest.of(LAYER), 11);

        var refused = registry.put(
                "demo/api",
                "1.0",
                Manifest.of(manifest.config(), List.of(wrong), Map.of()).bytes());

        assertEquals(400, refused.statusCode());
        assertEquals("MANIFEST_INVALID", code(refused));
    }

    @Tag("attack-41")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "blah blah blah",
                "[]",
                "{\"schemaVersion\":1}",
                "{\"schemaVersion\":2,\"schemaVersion\":2}",
                "{\"schemaVersion\":2,\"layers\":[],\"manifests\":[]}",
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}"
            })
    void what_is_no_manifest_is_refused(String content) throws Exception {
        var refused = registry.put("demo/api", "1.0", content.getBytes(StandardCharsets.UTF_8));

        assertEquals(400, refused.statusCode());
        assertEquals("MANIFEST_INVALID", code(refused));
    }

    @Test
    void four_mebibytes_are_taken_and_more_is_too_large() throws Exception {
        Manifest manifest = registry.manifest("demo/api", LAYER);
        int frame = Manifest.of(manifest.config(), manifest.layers(), Map.of("pad", ""))
                .bytes()
                .length;
        Manifest largest =
                Manifest.of(manifest.config(), manifest.layers(), Map.of("pad", "x".repeat(Document.LARGEST - frame)));
        byte[] larger = new byte[Document.LARGEST + 1];

        assertEquals(201, registry.put("demo/api", "large", largest.bytes()).statusCode());
        assertArrayEquals(
                largest.bytes(), registry.get("/v2/demo/api/manifests/large").body());
        assertEquals(413, registry.put("demo/api", "larger", larger).statusCode());
    }

    @Test
    void an_index_needs_the_manifests_that_it_lists() throws Exception {
        Manifest manifest = registry.image("demo/api", "wasi", LAYER);
        Index index = Index.of(List.of(manifest.descriptor()), Map.of());
        Manifest elsewhere = Manifest.of(manifest.config(), List.of(), Map.of());
        Index broken = Index.of(List.of(elsewhere.descriptor()), Map.of());

        var pushed =
                registry.send("PUT", "/v2/demo/api/manifests/all", index.bytes(), "Content-Type", MediaTypes.OCI_INDEX);
        var refused = registry.send(
                "PUT", "/v2/demo/api/manifests/broken", broken.bytes(), "Content-Type", MediaTypes.OCI_INDEX);

        assertEquals(201, pushed.statusCode(), () -> text(pushed));
        assertEquals(MediaTypes.OCI_INDEX, header(registry.get("/v2/demo/api/manifests/all"), "Content-Type"));
        assertEquals("MANIFEST_BLOB_UNKNOWN", code(refused));
    }

    @Test
    void the_subject_of_a_manifest_need_not_be_there() throws Exception {
        Manifest manifest = registry.manifest("demo/api", LAYER);
        Descriptor subject = Descriptor.of(MediaTypes.OCI_MANIFEST, new byte[] {7});
        Manifest about = Manifest.of("application/x.sign", manifest.config(), manifest.layers(), subject, Map.of());

        var pushed = registry.put("demo/api", about.digest().toString(), about.bytes());

        assertEquals(201, pushed.statusCode(), () -> text(pushed));
        assertEquals(subject.digest().toString(), header(pushed, "OCI-Subject"));
    }

    @Tag("attack-42")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/demo/..%2f..%2fetc/manifests/1.0",
                "/v2/Demo/manifests/1.0",
                "/v2/demo%2fapi/manifests/1.0",
                "/v2/demo%00/manifests/1.0",
                "/v2/demo//api/manifests/1.0",
                "/v2/demo/%2e%2e/api/manifests/1.0",
                "/v2/de%ffmo/manifests/1.0",
                "/v2/demo%zz/manifests/1.0"
            })
    void a_name_that_is_none_is_never_a_path(String path) throws Exception {
        registry.image("demo/api", "1.0", LAYER);
        byte[] manifest = registry.manifest("demo/api", LAYER).bytes();

        int get = raw("GET", path);
        int put = raw("PUT", path);

        assertTrue(get == 400 || get == 404, () -> "GET: " + get);
        assertTrue(put == 400 || put == 404, () -> "PUT: " + put);
        assertTrue(manifest.length > 0);
    }

    @Tag("attack-42")
    @ParameterizedTest
    @ValueSource(strings = {"..", ".hidden", "-x", "a%2fb", "a%00", "a b", "ä", "x%0d%0aSet-Cookie:a"})
    void a_tag_that_is_none_is_refused(String tag) throws Exception {
        int put = raw("PUT", "/v2/demo/api/manifests/" + tag.replace(" ", "%20"));
        int get = raw("GET", "/v2/demo/api/manifests/" + tag.replace(" ", "%20"));

        assertTrue(put == 400 || put == 404, () -> "PUT: " + put);
        assertTrue(get == 400 || get == 404, () -> "GET: " + get);
    }

    /** Java's own client would not send such paths. */
    private int raw(String method, String path) throws Exception {
        String request =
                method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), registry.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}
