package io.wasmrunner.registry.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.auth.Credentials;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.digest.Digester;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.server.conformance.TestRegistry;
import io.wasmrunner.registry.store.BlobWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the registry of this project. */
final class OwnRegistryTest {
    private static final byte[] LAYER = Content.random(3_000_000, 1);
    private static final byte[] CONFIG = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private TestRegistry registry;
    private TestClient here;
    private TestClient there;

    @BeforeEach
    void start() throws Exception {
        registry = TestRegistry.start(folder.resolve("registry"));
        here = new TestClient(folder.resolve("here"), ClientConfig.DEFAULT.withChunkBytes(1_000_000), Credentials.NONE);
        there = new TestClient(folder.resolve("there"));
    }

    @AfterEach
    void stop() throws Exception {
        here.close();
        there.close();
        registry.close();
    }

    private Reference reference(String rest) {
        return Reference.parse(registry.address() + "/" + rest);
    }

    private Manifest image(Descriptor layer) throws Exception {
        here.store.put(CONFIG);
        Manifest manifest = Manifest.of(Descriptor.of(MediaTypes.WASM_CONFIG, CONFIG), List.of(layer), Map.of());
        here.store.put(manifest.bytes());
        return manifest;
    }

    private Manifest image() throws Exception {
        here.store.put(LAYER);
        return image(Descriptor.of(MediaTypes.WASM_LAYER, LAYER));
    }

    private Pushed push(Manifest manifest, String to, Reference... mountFrom) throws Exception {
        return here.client.push(here.store, manifest.digest(), reference(to), List.of(mountFrom), Progress.SILENT);
    }

    @Test
    void an_image_goes_there_and_comes_back() throws Exception {
        Manifest manifest = image();

        assertEquals(3_000_002, push(manifest, "demo/api:1").moved());
        assertEquals(0, push(manifest, "demo/api:1").moved());
        Pulled pulled = there.pull(reference("demo/api:1"));

        assertEquals(3_000_002, pulled.moved());
        assertArrayEquals(manifest.bytes(), pulled.manifest().bytes());
        assertTrue(there.store.verify(Digest.of(LAYER)));
        assertEquals(List.of("1"), here.client.tags(reference("demo/api")));
        assertEquals(List.of("demo/api"), here.client.catalog(registry.address(), ""));
    }

    @Test
    void a_layer_may_be_named_by_sha512() throws Exception {
        Digest digest = Digester.of(DigestAlgorithm.SHA512)
                .update(LAYER, 0, LAYER.length)
                .digest();
        try (BlobWriter writer = here.store.create(DigestAlgorithm.SHA512)) {
            writer.write(LAYER, 0, LAYER.length);
            writer.commit(digest);
        }
        Manifest manifest = image(new Descriptor(MediaTypes.WASM_LAYER, digest, LAYER.length));

        push(manifest, "demo/api:1");
        there.pull(reference("demo/api:1"));

        assertTrue(there.store.verify(digest));
    }

    @Test
    void blobs_are_mounted_and_copies_move_nothing() throws Exception {
        Manifest manifest = image();
        push(manifest, "demo/api:1");

        assertEquals(0, push(manifest, "copy/api:1", reference("demo/api:1")).moved());
        assertEquals(
                0,
                here.client
                        .copy(reference("demo/api:1"), reference("third/api:1"), Choice.ALL, Progress.SILENT)
                        .moved());
        assertEquals(
                manifest.digest(),
                there.pull(reference("third/api:1")).manifest().digest());
    }

    @Test
    void what_is_about_an_image_is_kept_by_the_registry_itself() throws Exception {
        Manifest manifest = image();
        push(manifest, "demo/api:1");
        here.client.putBlob(
                Descriptor.EMPTY, Descriptor.EMPTY_CONTENT.getBytes(StandardCharsets.UTF_8), reference("demo/api:1"));
        Manifest note = Manifest.of(
                "application/x-note", Descriptor.EMPTY, List.of(Descriptor.EMPTY), manifest.descriptor(), Map.of());

        here.client.put(note, reference("demo/api@" + note.digest()));

        assertEquals(
                List.of(note.digest()),
                here.client.referrers(reference("demo/api"), manifest.digest(), "application/x-note").stream()
                        .map(Descriptor::digest)
                        .toList());
        assertFalse(here.client
                .tags(reference("demo/api"))
                .contains("sha256-" + manifest.digest().hex()));
    }

    @Test
    void tags_and_manifests_are_deleted() throws Exception {
        Manifest manifest = image();
        push(manifest, "demo/api:1");
        push(manifest, "demo/api:2");

        here.client.delete(reference("demo/api:1"));
        assertEquals(List.of("2"), here.client.tags(reference("demo/api")));
        here.client.delete(reference("demo/api@" + manifest.digest()));
        var refused = assertThrows(RegistryException.class, () -> there.pull(reference("demo/api:2")));

        assertEquals(RegistryError.NOT_FOUND, refused.error());
    }
}
