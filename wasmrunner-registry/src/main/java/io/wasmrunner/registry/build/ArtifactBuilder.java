package io.wasmrunner.registry.build;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.WasmConfig;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the artifact of one module (CNCF Wasm OCI artifact layout): the module as it is, and what it is, beside it. */
public final class ArtifactBuilder {
    private static final String TITLE = "org.opencontainers.image.title";
    private static final String CREATED = "org.opencontainers.image.created";

    private static final byte[] CORE = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final byte[] COMPONENT = {0, 'a', 's', 'm', 13, 0, 1, 0};

    private final BlobStore blobs;
    private final Lease lease;

    /** @param lease holds all blobs of the artifact */
    public ArtifactBuilder(BlobStore blobs, Lease lease) {
        this.blobs = blobs;
        this.lease = lease;
    }

    /**
     * Makes one of a file; the same file and annotations are always the same artifact.
     *
     * @param title the module's file name, for those who take it out again
     * @param annotations of the manifest
     * @param epochOrNull seconds since 1970 that it is dated with
     * @throws RegistryException {@link RegistryError#INVALID} when it is no WebAssembly module
     */
    public Manifest build(Path module, String title, Map<String, String> annotations, @Nullable Long epochOrNull)
            throws IOException {
        try (InputStream content = Files.newInputStream(module)) {
            return build(content, title, annotations, epochOrNull);
        }
    }

    /** As {@link #build(Path, String, Map, Long)}, of content. */
    public Manifest build(InputStream module, String title, Map<String, String> annotations, @Nullable Long epochOrNull)
            throws IOException {
        byte[] head = module.readNBytes(CORE.length);
        String system = system(head, title);
        Descriptor layer;
        try (BlobWriter writer = blobs.create(DigestAlgorithm.SHA256)) {
            writer.write(head, 0, head.length);
            module.transferTo(writer);
            long size = writer.size();
            layer = new Descriptor(MediaTypes.WASM_LAYER, writer.commitAsIs(lease), size);
        }
        String created = Dates.created(epochOrNull);
        byte[] config = new WasmConfig(created, "", system, List.of(layer.digest())).bytes();
        put(config);
        Map<String, String> all = new TreeMap<>(annotations);
        if (!created.isEmpty()) {
            all.putIfAbsent(CREATED, created);
        }
        Manifest manifest = Manifest.of(
                Descriptor.of(MediaTypes.WASM_CONFIG, config),
                List.of(title.isEmpty() ? layer : layer.withAnnotations(Map.of(TITLE, title))),
                all);
        put(manifest.bytes());
        return manifest;
    }

    private static String system(byte[] head, String title) {
        if (Arrays.equals(head, CORE)) {
            return "wasip1";
        }
        if (Arrays.equals(head, COMPONENT)) {
            return "wasip2";
        }
        throw new RegistryException(
                RegistryError.INVALID,
                "cannot make an image of " + (title.isEmpty() ? "the module" : title)
                        + ": it does not begin as a WebAssembly module does");
    }

    private void put(byte[] content) throws IOException {
        lease.hold(Digest.of(content));
        blobs.put(content);
    }
}
