package io.wasmrunner.registry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.Platform;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HostileRegistryTest extends HostileRegistryLab {
    /** Other blobs may have been stopped on their way. */
    private void assertNoPart(Manifest manifest) throws IOException {
        String part = TestClient.part(manifest.layers().getFirst());
        assertFalse(client.parts().contains(part), part);
    }

    @Test
    @Tag("attack-41")
    void a_blob_with_another_digest_is_refused_and_deleted() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        Descriptor layer = manifest.layers().getFirst();
        registry.trick("GET /v2/demo/api/blobs/" + layer.digest(), 9, exchange -> {
            FakeRegistry.answer(exchange, 200, "", Content.random(LAYER.length, 7));
            return true;
        });

        refused("demo/api:1", RegistryError.INVALID, "cannot store " + layer.digest() + ": the content that came has");

        assertFalse(client.store.has(layer.digest()));
        assertNoPart(manifest);
    }

    @Test
    @Tag("attack-41")
    void more_bytes_than_the_descriptor_says_are_not_read() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        registry.trick("GET /v2/demo/api/blobs/" + manifest.layers().getFirst().digest(), 1, endless(200));

        refused("demo/api:1", RegistryError.INVALID, "sends more than 300000");

        assertNoPart(manifest);
    }

    @Test
    @Tag("attack-41")
    void a_length_that_is_not_the_descriptors_is_refused_before_anything_is_read() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        registry.trick("GET /v2/demo/api/blobs/" + manifest.layers().getFirst().digest(), 1, exchange -> {
            FakeRegistry.answer(exchange, 200, "", Content.random(400_000, 7));
            return true;
        });

        refused("demo/api:1", RegistryError.INVALID, "has 300000 bytes by its descriptor, but");

        assertNoPart(manifest);
    }

    @Test
    @Tag("attack-41")
    void a_blob_that_is_there_with_another_size_is_not_what_a_manifest_means() throws Exception {
        Manifest good = registry.image("demo/api", "1", LAYER);
        client.pull(registry.reference("demo/api:1"));
        Descriptor layer = good.layers().getFirst();
        registry.put(
                "demo/api",
                "2",
                Manifest.of(good.config(), List.of(new Descriptor(layer.mediaType(), layer.digest(), 5)), Map.of()));

        refused("demo/api:2", RegistryError.INVALID, "has 5 bytes, but it has 300000");
    }

    @Test
    void a_manifest_with_another_digest_than_was_asked_for_is_refused() {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        Digest wanted = Digest.of(LAYER);
        registry.put("demo/api", wanted.toString(), manifest.mediaType(), manifest.bytes());

        refused("demo/api@" + wanted, RegistryError.INVALID, "with content of the digest " + manifest.digest());
    }

    @Test
    void a_manifest_of_an_index_with_another_digest_is_refused() {
        Manifest manifest = registry.image("demo/api", "wasi", LAYER);
        Descriptor lie = new Descriptor(manifest.mediaType(), Digest.of(LAYER), manifest.bytes().length)
                .withPlatform(Platform.WASI);
        registry.put("demo/api", lie.digest().toString(), manifest.mediaType(), manifest.bytes());
        registry.put("demo/api", "1", Index.of(List.of(lie), Map.of()));

        refused("demo/api:1", RegistryError.INVALID, "with content of the digest " + manifest.digest());
    }

    @Test
    void a_missing_blob_is_named() {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        registry.remove(manifest.layers().getFirst().digest());

        refused("demo/api:1", RegistryError.NOT_FOUND, "answers 404");
    }

    @Test
    void a_manifest_of_5_gb_is_refused_by_its_length() {
        registry.trick("GET /v2/demo/api/manifests/1", 1, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", MediaTypes.OCI_MANIFEST);
            exchange.sendResponseHeaders(200, 5L << 30);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            return true;
        });

        refused("demo/api:1", RegistryError.INVALID, "has 5368709120 bytes; the most is 4194304");
    }

    @Test
    void a_large_blob_that_closes_halfway_is_gone_on_with() throws Exception {
        byte[] large = Content.random(9_000_000, 5);
        Manifest manifest = registry.image("demo/api", "1", large);
        Descriptor layer = manifest.layers().getFirst();
        registry.trick("GET /v2/demo/api/blobs/" + layer.digest(), 1, exchange -> {
            exchange.sendResponseHeaders(200, large.length);
            exchange.getResponseBody().write(large, 0, 4_000_000);
            exchange.getResponseBody().flush();
            return true;
        });

        client.pull(registry.reference("demo/api:1"));

        assertTrue(client.store.verify(layer.digest()));
        assertTrue(
                registry.asked.stream().anyMatch(asked -> asked.header("Range").equals("bytes=4000000-")));
    }

    @Test
    @Tag("attack-41")
    void more_bytes_of_a_large_blob_than_the_descriptor_says_are_not_read() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", Content.random(9_000_000, 5));
        registry.trick("GET /v2/demo/api/blobs/" + manifest.layers().getFirst().digest(), 1, endless(200));

        refused("demo/api:1", RegistryError.INVALID, "sends more than 9000000");

        assertNoPart(manifest);
    }

    @Test
    void what_closes_halfway_is_gone_on_with() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        Descriptor layer = manifest.layers().getFirst();
        registry.trick("GET /v2/demo/api/blobs/" + layer.digest(), 1, exchange -> {
            exchange.sendResponseHeaders(200, LAYER.length);
            exchange.getResponseBody().write(LAYER, 0, 100_000);
            exchange.getResponseBody().flush();
            return true;
        });

        client.pull(registry.reference("demo/api:1"));

        assertTrue(client.store.verify(layer.digest()));
        assertTrue(
                registry.asked.stream().anyMatch(asked -> asked.header("Range").equals("bytes=100000-")));
    }

    @Test
    void what_always_closes_halfway_is_given_up_and_its_part_kept() throws Exception {
        Manifest manifest = registry.image("demo/api", "1", LAYER);
        Descriptor layer = manifest.layers().getFirst();
        registry.trick("GET /v2/demo/api/blobs/" + layer.digest(), 100, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (range == null) {
                exchange.sendResponseHeaders(200, LAYER.length);
                exchange.getResponseBody().write(LAYER, 0, 1000);
                exchange.getResponseBody().flush();
            } else {
                exchange.getResponseHeaders().set("Content-Range", "bytes 1000-299999/300000");
                exchange.sendResponseHeaders(206, LAYER.length - 1000);
                exchange.getResponseBody().flush();
            }
            return true;
        });

        refused("demo/api:1", RegistryError.UNREACHABLE, "closed the connection after 0 of 299000 bytes");

        assertTrue(client.parts().contains(TestClient.part(layer)), "its part is gone");
        assertEquals(3, client.pauses.size());
    }

    @Test
    @Tag("attack-41")
    void more_than_500_layers_are_refused() {
        Manifest manifest = registry.image("demo/api", "good", LAYER);
        Manifest many = Manifest.of(
                manifest.config(), Collections.nCopies(501, manifest.layers().getFirst()), Map.of());
        registry.put("demo/api", "1", many);

        refused("demo/api:1", RegistryError.INVALID, "has 501 entries; the most is 500");
    }
}
