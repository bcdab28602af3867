package io.wasmrunner.registry.server.conformance;

import static io.wasmrunner.registry.server.conformance.TestRegistry.code;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Manifest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Distribution-spec 1.1, workflow "Content Management". */
final class ContentManagementTest {
    private TestRegistry registry;

    @BeforeEach
    void start(@TempDir Path root) throws Exception {
        registry = TestRegistry.start(root);
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    private int delete(String path) throws Exception {
        return registry.send("DELETE", path).statusCode();
    }

    private int get(String path) throws Exception {
        return registry.get(path).statusCode();
    }

    @Test
    void deleting_a_tag_leaves_its_manifest_and_the_other_tags() throws Exception {
        Manifest manifest = registry.image("demo/api", "1.0", new byte[] {1});
        registry.image("demo/api", "latest", new byte[] {1});

        assertEquals(202, delete("/v2/demo/api/manifests/1.0"));

        assertEquals(404, get("/v2/demo/api/manifests/1.0"));
        assertEquals(200, get("/v2/demo/api/manifests/latest"));
        assertEquals(200, get("/v2/demo/api/manifests/" + manifest.digest()));
        assertEquals(404, delete("/v2/demo/api/manifests/1.0"));
    }

    @Test
    void deleting_a_manifest_takes_its_tags_along() throws Exception {
        Manifest manifest = registry.image("demo/api", "1.0", new byte[] {1});

        assertEquals(202, delete("/v2/demo/api/manifests/" + manifest.digest()));

        assertEquals(404, get("/v2/demo/api/manifests/1.0"));
        assertEquals(404, get("/v2/demo/api/manifests/" + manifest.digest()));
        assertEquals(404, delete("/v2/demo/api/manifests/" + manifest.digest()));
        assertEquals(200, get("/v2/demo/api/tags/list"));
    }

    @Test
    void deleting_a_manifest_leaves_that_of_another_repository() throws Exception {
        Manifest manifest = registry.image("demo/api", "1.0", new byte[] {1});
        registry.image("demo/other", "1.0", new byte[] {1});

        delete("/v2/demo/api/manifests/" + manifest.digest());

        assertEquals(200, get("/v2/demo/other/manifests/1.0"));
    }

    @Test
    void deleting_a_blob_takes_it_from_one_repository() throws Exception {
        Digest digest = registry.blob("demo/api", new byte[] {1});
        registry.blob("demo/other", new byte[] {1});

        assertEquals(202, delete("/v2/demo/api/blobs/" + digest));

        assertEquals(404, get("/v2/demo/api/blobs/" + digest));
        assertEquals(404, delete("/v2/demo/api/blobs/" + digest));
        assertEquals(200, get("/v2/demo/other/blobs/" + digest));
    }

    @Test
    void what_was_deleted_can_be_pushed_again() throws Exception {
        Manifest manifest = registry.image("demo/api", "1.0", new byte[] {1});
        delete("/v2/demo/api/manifests/" + manifest.digest());

        registry.image("demo/api", "1.0", new byte[] {1});

        assertEquals(200, get("/v2/demo/api/manifests/1.0"));
    }

    @Test
    void a_method_that_does_not_go_with_the_path_is_not_supported() throws Exception {
        var answer = registry.send("POST", "/v2/demo/api/manifests/1.0");

        assertEquals(405, answer.statusCode());
        assertEquals("UNSUPPORTED", code(answer));
        assertEquals(404, get("/v2/demo"));
        assertEquals(404, get("/v3/"));
    }
}
