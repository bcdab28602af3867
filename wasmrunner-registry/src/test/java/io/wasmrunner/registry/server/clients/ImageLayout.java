package io.wasmrunner.registry.server.clients;

import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A small image in a folder, as image-spec's "Image Layout" has it. */
final class ImageLayout {
    private ImageLayout() {}

    /** Writes it by the name {@code 1}, and tells its manifest. */
    static Manifest write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("blobs/sha256"));
        byte[] layer = layer();
        Descriptor descriptor = Descriptor.of(MediaTypes.OCI_LAYER, layer);
        byte[] config = ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
                        + "\"diff_ids\":[\"" + descriptor.digest() + "\"]}}")
                .getBytes(StandardCharsets.UTF_8);
        Manifest manifest = Manifest.of(Descriptor.of(MediaTypes.OCI_CONFIG, config), List.of(descriptor), Map.of());
        for (byte[] content : List.of(layer, config, manifest.bytes())) {
            Files.write(
                    folder.resolve("blobs/sha256")
                            .resolve(Descriptor.of("", content).digest().hex()),
                    content);
        }
        Descriptor named = manifest.descriptor().withAnnotations(Map.of("org.opencontainers.image.ref.name", "1"));
        Files.write(
                folder.resolve("index.json"), Index.of(List.of(named), Map.of()).bytes());
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        return manifest;
    }

    private static byte[] layer() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("hello.txt");
            entry.setSize(2);
            tar.putArchiveEntry(entry);
            tar.write(new byte[] {'h', 'i'});
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
