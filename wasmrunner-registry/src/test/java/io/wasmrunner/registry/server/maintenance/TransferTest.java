package io.wasmrunner.registry.server.maintenance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.server.conformance.TestRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TransferTest {
    @TempDir
    private Path folder;

    @Test
    void a_registry_moves_with_everything_in_it() throws Exception {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        Manifest manifest;
        Index index;
        Manifest about;
        try (TestRegistry registry = TestRegistry.start(folder.resolve("from"));
                Maintenance from = Maintenance.open(folder.resolve("from"))) {
            manifest = registry.image("demo/api", "z-last", new byte[] {1});
            index = Index.of(List.of(manifest.descriptor()), Map.of());
            registry.send("PUT", "/v2/demo/api/manifests/a-first", index.bytes(), "Content-Type", MediaTypes.OCI_INDEX);
            about = Manifest.of(
                    "application/x.sbom", manifest.config(), manifest.layers(), manifest.descriptor(), Map.of());
            registry.put("demo/api", about.digest().toString(), about.bytes());
            registry.image("other", "1", new byte[] {2});
            from.exportTo(tar);
        }

        try (Maintenance to = Maintenance.open(folder.resolve("to"))) {
            assertEquals(4, to.importFrom(new ByteArrayInputStream(tar.toByteArray())));
            assertEquals(List.of(), to.verify().problems());
        }
        try (TestRegistry registry = TestRegistry.start(folder.resolve("to"))) {
            assertArrayEquals(
                    index.bytes(),
                    registry.get("/v2/demo/api/manifests/a-first").body());
            assertArrayEquals(
                    manifest.bytes(),
                    registry.get("/v2/demo/api/manifests/z-last").body());
            assertEquals(
                    200,
                    registry.get("/v2/demo/api/manifests/" + about.digest()).statusCode());
            assertEquals(
                    200,
                    registry.get("/v2/demo/api/blobs/"
                                    + manifest.layers().getFirst().digest())
                            .statusCode());
            assertEquals(200, registry.get("/v2/other/manifests/1").statusCode());
        }
    }

    private static byte[] tar(String name, byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    @Test
    void what_is_no_export_is_refused() throws Exception {
        try (Maintenance to = Maintenance.open(folder.resolve("to"))) {
            String wrong = "blobs/sha256/" + Digest.of(new byte[] {1}).hex();
            for (byte[] tar : List.of(
                    tar("oci-layout", new byte[] {'{', '}'}),
                    tar("../../etc/passwd", new byte[] {1}),
                    tar(wrong, new byte[] {2}),
                    tar("index.json", "{\"manifests\":[{}]}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))) {
                assertThrows(RegistryException.class, () -> to.importFrom(new ByteArrayInputStream(tar)));
            }
            assertTrue(to.verify().problems().isEmpty());
        }
    }
}
