package io.wasmrunner.registry.archive;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two stores, and archives between them. */
abstract class ArchiveLab {
    static final Reference NAME = Reference.parse("registry.example/demo/api:1");

    @TempDir
    Path folder;

    BlobStore store;
    BlobStore other;

    @BeforeEach
    void stores() {
        store = new BlobStore(folder.resolve("store"));
        other = new BlobStore(folder.resolve("other"));
    }

    static byte[] layer() throws IOException {
        return new TarMaker().file("app.wasm", "\0asm").bytes();
    }

    static byte[] config(byte[]... layers) {
        return new ImageConfig(
                        "",
                        "",
                        Platform.WASI,
                        RunConfig.EMPTY.withEntrypoint(List.of("/app.wasm")),
                        java.util.Arrays.stream(layers).map(Digest::of).toList(),
                        List.of())
                .bytes();
    }

    Descriptor stored(String mediaType, byte[] content) throws IOException {
        store.put(content);
        return Descriptor.of(mediaType, content);
    }

    Manifest image() throws IOException {
        Manifest manifest = Manifest.of(
                stored(MediaTypes.OCI_CONFIG, config(layer())),
                List.of(stored(MediaTypes.OCI_LAYER, layer())),
                Map.of());
        store.put(manifest.bytes());
        return manifest;
    }

    List<NamedImage> loaded(byte[] archive) throws IOException {
        return loaded(new ByteArrayInputStream(archive));
    }

    List<NamedImage> loaded(InputStream archive) throws IOException {
        try (Lease lease = other.lease()) {
            return new ArchiveReader(other, lease).load(archive, "images.tar");
        }
    }

    RegistryException refused(InputStream archive) {
        return assertThrows(RegistryException.class, () -> loaded(archive));
    }

    /** As Docker wrote them before it had OCI layouts; a layer that two images share is a link in the second. */
    static TarMaker docker(String layers, byte[]... contents) throws IOException {
        byte[] config = config(contents);
        String configName = Digest.of(config).hex() + ".json";
        return new TarMaker()
                .file("0a/VERSION", "1.0")
                .file("0a/json", "{}")
                .file("0a/layer.tar", layer())
                .symlink("0b/layer.tar", "../0a/layer.tar")
                .file(configName, config)
                .file("repositories", "{}")
                .file(
                        "manifest.json",
                        "[{\"Config\":\"" + configName + "\",\"RepoTags\":[\"hello:1\",\"BAD NAME\"],\"Layers\":["
                                + layers + "]}]");
    }
}
