package io.wasmrunner.registry.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.WasmConfig;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArtifactBuilderTest {
    @TempDir
    Path folder;

    private Manifest build(BlobStore blobs, byte[] module) throws IOException {
        try (Lease lease = blobs.lease()) {
            return new ArtifactBuilder(blobs, lease)
                    .build(new ByteArrayInputStream(module), "app.wasm", Map.of("a", "b"), 1_000L);
        }
    }

    @Test
    void a_component_says_so() throws IOException {
        BlobStore blobs = new BlobStore(folder);
        Manifest manifest = build(blobs, new byte[] {0, 'a', 's', 'm', 13, 0, 1, 0, 42});

        WasmConfig config = WasmConfig.parse(blobs.read(manifest.config().digest(), 1000), "the configuration");
        assertEquals("wasip2", config.os());
        assertEquals("1970-01-01T00:16:40Z", config.created());
        assertEquals(
                Map.of("a", "b", "org.opencontainers.image.created", "1970-01-01T00:16:40Z"), manifest.annotations());
        assertEquals(9, manifest.layers().getFirst().size());
    }

    @Test
    void the_same_module_is_the_same_artifact_everywhere() throws IOException {
        assertEquals(
                build(new BlobStore(folder.resolve("a")), BuildWorld.MODULE).digest(),
                build(new BlobStore(folder.resolve("b")), BuildWorld.MODULE).digest());
    }

    @Test
    void what_is_no_module_is_refused() {
        var refused =
                assertThrows(RegistryException.class, () -> build(new BlobStore(folder), new byte[] {'M', 'Z', 0}));

        assertEquals(RegistryError.INVALID, refused.error());
        assertEquals(
                "cannot make an image of app.wasm: it does not begin as a WebAssembly module does",
                refused.getMessage());
    }
}
