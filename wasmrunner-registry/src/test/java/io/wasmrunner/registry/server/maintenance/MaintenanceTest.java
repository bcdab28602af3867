package io.wasmrunner.registry.server.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.server.config.GcConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.conformance.TestRegistry;
import io.wasmrunner.registry.store.BlobStore;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MaintenanceTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path root;

    private TestRegistry registry;
    private Maintenance maintenance;
    private BlobStore store;

    @BeforeEach
    void start() throws Exception {
        registry = TestRegistry.start(RegistryConfig.of(root).withGc(new GcConfig(Duration.ZERO, HOUR, false)));
        maintenance = Maintenance.open(root);
        store = new BlobStore(root.resolve("content"));
    }

    @AfterEach
    void stop() throws Exception {
        maintenance.close();
        registry.close();
    }

    /** Makes everything there is a day older. */
    private void age() throws Exception {
        FileTime yesterday = FileTime.fromMillis(
                System.currentTimeMillis() - Duration.ofDays(1).toMillis());
        for (Digest digest : store.list()) {
            if (Files.exists(store.path(digest))) {
                Files.setLastModifiedTime(store.path(digest), yesterday);
            }
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("registry.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 30000");
            statement.execute("UPDATE blob SET linked = linked - 86400000");
            statement.execute("UPDATE manifest SET pushed = pushed - 86400000");
        }
    }

    private List<Digest> collect(boolean untagged) throws Exception {
        return maintenance
                .collect(new GcConfig(Duration.ZERO, HOUR, untagged), false)
                .blobs();
    }

    @Test
    void what_no_manifest_names_goes_after_its_grace() throws Exception {
        Manifest manifest = registry.image("demo/api", "1.0", new byte[] {1});
        Digest alone = registry.blob("demo/api", new byte[] {2});

        assertEquals(List.of(), collect(false));
        age();
        assertEquals(
                List.of(alone),
                maintenance
                        .collect(new GcConfig(Duration.ZERO, HOUR, false), false)
                        .blobs());

        assertEquals(404, registry.get("/v2/demo/api/blobs/" + alone).statusCode());
        assertTrue(store.has(manifest.digest()));
        assertEquals(
                200,
                registry.get("/v2/demo/api/blobs/"
                                + manifest.layers().getFirst().digest())
                        .statusCode());
    }

    @Test
    void a_dry_run_removes_nothing() throws Exception {
        Digest alone = registry.blob("demo/api", new byte[] {2});
        age();

        maintenance.collect(new GcConfig(Duration.ZERO, HOUR, true), true);

        assertEquals(200, registry.get("/v2/demo/api/blobs/" + alone).statusCode());
    }

    @Test
    void untagged_manifests_go_when_that_is_asked_for() throws Exception {
        Manifest old = registry.image("demo/api", "latest", new byte[] {1});
        Manifest current = registry.image("demo/api", "latest", new byte[] {2});
        Manifest signature = Manifest.of(
                "application/x.sign", current.config(), List.of(), current.descriptor(), java.util.Map.of());
        registry.put("demo/api", signature.digest().toString(), signature.bytes());
        age();

        assertFalse(collect(false).contains(old.digest()));
        List<Digest> gone = collect(true);

        assertTrue(gone.contains(old.digest()));
        assertTrue(
                gone.containsAll(old.layers().stream().map(Descriptor::digest).toList()));
        assertFalse(gone.contains(current.digest()));
        assertEquals(
                200,
                registry.get("/v2/demo/api/manifests/" + signature.digest()).statusCode());
    }

    @Tag("attack-46")
    @Test
    void whoever_was_told_that_a_blob_is_there_can_rely_on_it() throws Exception {
        Digest alone = registry.blob("demo/api", new byte[] {2});
        age();

        assertEquals(200, registry.send("HEAD", "/v2/demo/api/blobs/" + alone).statusCode());

        assertEquals(List.of(), collect(false));
    }

    @Tag("attack-46")
    @Test
    void a_collection_during_pushes_never_drops_what_a_manifest_names() throws Exception {
        List<Manifest> pushed = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> collecting = executor.submit(() -> {
                while (!done.get()) {
                    collect(false);
                }
                return true;
            });
            for (int i = 0; i < 25; i++) {
                byte[] layer = ByteBuffer.allocate(4).putInt(i / 2).array();
                Manifest manifest = registry.manifest("demo/api", layer);
                age();
                for (Descriptor blob : manifest.blobs()) {
                    String path = "/v2/demo/api/blobs/" + blob.digest();
                    if (registry.send("HEAD", path).statusCode() == 404) {
                        registry.manifest("demo/api", layer);
                    }
                }
                assertEquals(
                        201, registry.put("demo/api", "t" + i, manifest.bytes()).statusCode());
                pushed.add(manifest);
            }
            done.set(true);
            collecting.get();
        }

        assertFalse(pushed.isEmpty());
        assertEquals(List.of(), maintenance.verify().problems());
        for (Manifest manifest : pushed) {
            for (Descriptor blob : manifest.blobs()) {
                assertEquals(
                        200, registry.get("/v2/demo/api/blobs/" + blob.digest()).statusCode());
            }
        }
    }

    @Test
    void what_is_damaged_or_missing_is_found() throws Exception {
        Manifest manifest = registry.image("demo/api", "1.0", new byte[] {1}, new byte[] {2});
        assertEquals(List.of(), maintenance.verify().problems());
        assertEquals(4, maintenance.verify().blobs());

        Digest damaged = manifest.layers().getFirst().digest();
        Digest missing = manifest.layers().getLast().digest();
        Files.write(store.path(damaged), new byte[] {7});
        Files.delete(store.path(missing));
        List<Verified.Problem> problems = maintenance.verify().problems();

        assertEquals(
                List.of(damaged, missing),
                problems.stream().map(Verified.Problem::digest).toList());
        assertEquals("demo/api", problems.getLast().repository());
        assertEquals(404, registry.send("HEAD", "/v2/demo/api/blobs/" + missing).statusCode());
        assertEquals(404, registry.get("/v2/demo/api/blobs/" + missing).statusCode());
    }
}
