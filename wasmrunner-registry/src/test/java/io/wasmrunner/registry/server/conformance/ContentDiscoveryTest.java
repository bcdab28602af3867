package io.wasmrunner.registry.server.conformance;

import static io.wasmrunner.registry.server.conformance.TestRegistry.code;
import static io.wasmrunner.registry.server.conformance.TestRegistry.header;
import static io.wasmrunner.registry.server.conformance.TestRegistry.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Distribution-spec 1.1, workflow "Content Discovery". */
final class ContentDiscoveryTest {
    private static final String SIGNATURE = "application/vnd.example.signature";
    private static final String SBOM = "application/vnd.example.sbom";

    private TestRegistry registry;

    @BeforeEach
    void start(@TempDir Path root) throws Exception {
        registry = TestRegistry.start(root);
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    private static List<String> list(HttpResponse<byte[]> answer, String field) {
        assertEquals(200, answer.statusCode(), () -> text(answer));
        return new Fields(Json.object(answer.body(), "the list"), "the list").texts(field);
    }

    /** The path of the next page; empty when this was the last one. */
    private static String next(HttpResponse<byte[]> answer) {
        String link = header(answer, "Link");
        return link.isEmpty() ? "" : link.substring(1, link.indexOf(">; rel=\"next\""));
    }

    @Test
    void tags_are_listed_in_order() throws Exception {
        for (String tag : List.of("b", "A", "a10", "a", "C")) {
            registry.image("demo/api", tag, new byte[] {1});
        }

        var answer = registry.get("/v2/demo/api/tags/list");

        assertEquals(List.of("A", "a", "a10", "b", "C"), list(answer, "tags"));
        assertEquals("demo/api", new Fields(Json.object(answer.body(), "list"), "list").text("name"));
        assertEquals("", header(answer, "Link"));
    }

    @Test
    void tags_come_page_by_page() throws Exception {
        for (String tag : List.of("t0", "t1", "t2", "t3", "t4")) {
            registry.image("demo/api", tag, new byte[] {1});
        }

        List<String> all = new ArrayList<>();
        String path = "/v2/demo/api/tags/list?n=2";
        int pages = 0;
        while (!path.isEmpty()) {
            var answer = registry.get(path);
            all.addAll(list(answer, "tags"));
            path = next(answer);
            pages++;
        }

        assertEquals(List.of("t0", "t1", "t2", "t3", "t4"), all);
        assertEquals(3, pages);
        assertEquals(List.of("t3", "t4"), list(registry.get("/v2/demo/api/tags/list?last=t2"), "tags"));
        assertEquals(List.of("t3"), list(registry.get("/v2/demo/api/tags/list?last=t2x&n=1"), "tags"));
        var none = registry.get("/v2/demo/api/tags/list?n=0");
        assertEquals(List.of(), list(none, "tags"));
        assertEquals("", header(none, "Link"));
    }

    @Test
    void a_page_that_is_just_full_is_the_last_one() throws Exception {
        registry.image("demo/api", "a", new byte[] {1});
        registry.image("demo/api", "b", new byte[] {1});

        assertEquals("", header(registry.get("/v2/demo/api/tags/list?n=2"), "Link"));
    }

    @Test
    void a_number_that_is_none_is_refused() throws Exception {
        registry.image("demo/api", "a", new byte[] {1});

        assertEquals(400, registry.get("/v2/demo/api/tags/list?n=-1").statusCode());
        assertEquals(400, registry.get("/v2/_catalog?n=x").statusCode());
    }

    @Test
    void a_repository_that_nobody_pushed_to_is_unknown() throws Exception {
        var answer = registry.get("/v2/demo/nobody/tags/list");

        assertEquals(404, answer.statusCode());
        assertEquals("NAME_UNKNOWN", code(answer));
    }

    @Test
    void repositories_come_page_by_page() throws Exception {
        for (String name : List.of("c", "a/x", "b")) {
            registry.image(name, "latest", new byte[] {1});
        }

        var first = registry.get("/v2/_catalog?n=2");

        assertEquals(List.of("a/x", "b"), list(first, "repositories"));
        assertEquals("</v2/_catalog?n=2&last=b>; rel=\"next\"", header(first, "Link"));
        var second = registry.get(next(first));
        assertEquals(List.of("c"), list(second, "repositories"));
        assertEquals("", header(second, "Link"));
        assertEquals(List.of("a/x", "b", "c"), list(registry.get("/v2/_catalog"), "repositories"));
    }

    private Manifest about(Descriptor subject, String type, String note) throws Exception {
        Manifest parts = registry.manifest("demo/api", new byte[] {3});
        Manifest manifest = Manifest.of(type, parts.config(), parts.layers(), subject, Map.of("note", note));
        assertEquals(
                201,
                registry.put("demo/api", manifest.digest().toString(), manifest.bytes())
                        .statusCode());
        return manifest;
    }

    private Index referrers(String path) throws Exception {
        var answer = registry.get(path);
        assertEquals(200, answer.statusCode(), () -> text(answer));
        assertEquals(MediaTypes.OCI_INDEX, header(answer, "Content-Type"));
        return (Index) Document.parse(answer.body(), MediaTypes.OCI_INDEX, "the referrers");
    }

    @Test
    void referrers_are_found_by_their_subject() throws Exception {
        Manifest subject = registry.image("demo/api", "1.0", new byte[] {1});
        Manifest signature = about(subject.descriptor(), SIGNATURE, "first");
        Manifest sbom = about(subject.descriptor(), SBOM, "second");
        about(Descriptor.of(MediaTypes.OCI_MANIFEST, new byte[] {9}), SBOM, "of something else");

        Index all = referrers("/v2/demo/api/referrers/" + subject.digest());

        assertEquals(
                List.of(signature.digest(), sbom.digest()).stream().sorted().toList(),
                all.manifests().stream().map(Descriptor::digest).toList());
        Descriptor found = all.manifests().stream()
                .filter(one -> one.digest().equals(sbom.digest()))
                .findFirst()
                .orElseThrow();
        assertEquals(SBOM, found.artifactType());
        assertEquals(Map.of("note", "second"), found.annotations());
        assertEquals(sbom.bytes().length, found.size());
        assertEquals(MediaTypes.OCI_MANIFEST, found.mediaType());
    }

    @Test
    void referrers_can_be_filtered_by_their_type() throws Exception {
        Manifest subject = registry.image("demo/api", "1.0", new byte[] {1});
        about(subject.descriptor(), SIGNATURE, "first");
        Manifest sbom = about(subject.descriptor(), SBOM, "second");
        String path = "/v2/demo/api/referrers/" + subject.digest();

        assertEquals(
                List.of(sbom.digest()),
                referrers(path + "?artifactType=" + SBOM).manifests().stream()
                        .map(Descriptor::digest)
                        .toList());
        assertEquals("artifactType", header(registry.get(path + "?artifactType=" + SBOM), "OCI-Filters-Applied"));
        assertEquals("", header(registry.get(path), "OCI-Filters-Applied"));
        assertEquals(List.of(), referrers(path + "?artifactType=nothing").manifests());
    }

    @Test
    void a_manifest_without_an_artifact_type_has_that_of_its_configuration() throws Exception {
        Manifest subject = registry.image("demo/api", "1.0", new byte[] {1});
        Manifest plain = about(subject.descriptor(), "", "plain");

        Index all = referrers("/v2/demo/api/referrers/" + subject.digest());

        assertEquals(plain.config().mediaType(), all.manifests().getFirst().artifactType());
    }

    @Test
    void nobody_refers_to_what_is_not_there() throws Exception {
        assertEquals(
                List.of(),
                referrers("/v2/demo/nobody/referrers/" + Digest.of(new byte[] {5}))
                        .manifests());
        assertEquals(400, registry.get("/v2/demo/api/referrers/sha256:x").statusCode());
    }

    @Test
    void referrers_come_page_by_page() throws Exception {
        Manifest subject = registry.image("demo/api", "1.0", new byte[] {1});
        for (int i = 0; i < 5; i++) {
            about(subject.descriptor(), SBOM, "number " + i);
        }

        List<Descriptor> all = new ArrayList<>();
        String path = "/v2/demo/api/referrers/" + subject.digest() + "?n=2&artifactType=" + SBOM;
        while (!path.isEmpty()) {
            all.addAll(referrers(path).manifests());
            path = next(registry.get(path));
        }

        assertEquals(5, all.stream().map(Descriptor::digest).distinct().count());
        assertEquals(5, all.size());
    }

    @Test
    void a_referrer_that_is_deleted_refers_no_more() throws Exception {
        Manifest subject = registry.image("demo/api", "1.0", new byte[] {1});
        Manifest sbom = about(subject.descriptor(), SBOM, "gone");

        registry.send("DELETE", "/v2/demo/api/manifests/" + sbom.digest());

        assertEquals(
                List.of(),
                referrers("/v2/demo/api/referrers/" + subject.digest()).manifests());
    }
}
