package io.wasmrunner.registry.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.HistoryEntry;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.format.WasmConfig;
import io.wasmrunner.registry.layer.Trees;
import io.wasmrunner.registry.store.GarbageCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuilderTest {
    @TempDir
    Path folder;

    private BuildWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new BuildWorld(folder.resolve("home"), folder.resolve("context"));
        world.file("app.wasm", BuildWorld.MODULE).file("data/a.txt", "A").file("data/b/c.txt", "C");
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    @Test
    void a_single_module_becomes_an_artifact() throws IOException {
        Built built = world.build(
                "FROM scratch",
                "COPY app.wasm /",
                "LABEL org.opencontainers.image.version=1.2",
                "ENTRYPOINT [\"/app.wasm\"]");

        assertTrue(built.artifact());
        Manifest manifest = built.manifest();
        assertEquals(MediaTypes.WASM_CONFIG, manifest.config().mediaType());
        assertEquals(MediaTypes.WASM_LAYER, manifest.layers().getFirst().mediaType());
        assertEquals(Digest.of(BuildWorld.MODULE), manifest.layers().getFirst().digest());
        assertEquals(
                Map.of("org.opencontainers.image.title", "app.wasm"),
                manifest.layers().getFirst().annotations());
        assertEquals(Map.of("org.opencontainers.image.version", "1.2"), manifest.annotations());
        WasmConfig config = WasmConfig.parse(world.blobs.read(manifest.config().digest(), 10_000), "the configuration");
        assertEquals("wasip1", config.os());
        assertEquals(List.of(Digest.of(BuildWorld.MODULE)), config.layerDigests());
        assertTrue(world.blobs.has(manifest.digest()));
        assertEquals(3, world.blobs.list().size());
    }

    @Test
    void anything_more_becomes_an_image() throws IOException {
        for (String more : List.of(
                "ENV A=b",
                "CMD [\"x\"]",
                "VOLUME /data",
                "WORKDIR /",
                "EXPOSE 80",
                "USER 1",
                "STOPSIGNAL INT",
                "HEALTHCHECK NONE",
                "COPY data /data/",
                "WORKDIR /x")) {
            Built built = world.build("FROM scratch", "COPY app.wasm /", "ENTRYPOINT [\"/app.wasm\"]", more);

            assertFalse(built.artifact(), more);
            assertEquals(MediaTypes.OCI_CONFIG, built.manifest().config().mediaType());
        }
        assertFalse(world.build("FROM scratch", "COPY app.wasm /", "ENTRYPOINT [\"/app.wasm\", \"-v\"]")
                .artifact());
        assertFalse(world.build("FROM scratch", "COPY app.wasm data/a.txt /", "ENTRYPOINT [\"/app.wasm\"]")
                .artifact());
        assertFalse(world.build("FROM scratch", "COPY app.wasm /", "CMD [\"/app.wasm\"]")
                .artifact());
    }

    @Test
    void an_image_has_its_files_and_configuration() throws IOException {
        Built built = world.build(
                "ARG BASE=scratch",
                "FROM $BASE",
                "ARG NAME=app",
                "ENV DIR=/srv GREETING=\"hello $NAME\"",
                "WORKDIR $DIR",
                "COPY --chmod=700 ${NAME}.wasm .",
                "COPY data sub/",
                "LABEL name=$NAME",
                "EXPOSE 80 53/udp 8000-8001",
                "VOLUME /var/lib data",
                "STOPSIGNAL SIGINT",
                "HEALTHCHECK --interval=10s CMD [\"/srv/app.wasm\", \"health\"]",
                "ENTRYPOINT /srv/app.wasm serve",
                "CMD [\"--port\", \"80\"]");

        assertEquals(
                List.of("srv", "srv/app.wasm", "srv/sub", "srv/sub/a.txt", "srv/sub/b", "srv/sub/b/c.txt"),
                world.paths(built));
        ImageConfig config = world.config(built);
        RunConfig run = config.config();
        assertEquals(Platform.WASI, config.platform());
        assertEquals(List.of("DIR=/srv", "GREETING=hello app"), run.env());
        assertEquals("/srv", run.workingDir());
        assertEquals(Map.of("name", "app"), run.labels());
        assertEquals(List.of("53/udp", "80/tcp", "8000/tcp", "8001/tcp"), run.exposedPorts());
        assertEquals(List.of("/srv/data", "/var/lib"), run.volumes());
        assertEquals("SIGINT", run.stopSignal());
        assertEquals(10_000_000_000L, run.healthCheck().orElseThrow().interval());
        assertEquals(List.of("/srv/app.wasm", "serve"), run.entrypoint());
        assertEquals(List.of("--port", "80"), run.cmd());
        assertEquals("", config.created());
        assertEquals(
                List.of("WORKDIR $DIR", "COPY --chmod=700 ${NAME}.wasm .", "COPY data sub/"),
                config.history().stream()
                        .filter(entry -> !entry.emptyLayer())
                        .map(HistoryEntry::createdBy)
                        .toList());
        assertEquals(3, config.diffIds().size());
        assertEquals(12, config.history().size());
    }

    @Test
    void the_same_input_is_the_same_image_in_another_store() throws IOException {
        String[] file = {
            "FROM scratch",
            "COPY data /data/",
            "COPY app.wasm /",
            "RUN /app.wasm write /made text",
            "ENTRYPOINT [\"/app.wasm\"]"
        };
        Built one = world.build(file);
        try (BuildWorld other = new BuildWorld(folder.resolve("other"), folder.resolve("copy"))) {
            other.file("data/b/c.txt", "C").file("data/a.txt", "A").file("app.wasm", BuildWorld.MODULE);
            Files.setLastModifiedTime(folder.resolve("copy/app.wasm"), FileTime.fromMillis(5));
            Built two = other.build(file);

            assertEquals(one.manifest().digest(), two.manifest().digest());
            assertEquals("text", other.read(two, "made"));
        }
    }

    @Test
    void the_date_that_is_given_is_everywhere() throws IOException {
        world.file("Wasmfile", "FROM scratch\nCOPY data /\nCOPY app.wasm /\nENTRYPOINT [\"/app.wasm\"]");
        Built built = world.build(BuildRequest.of(world.context).withEpoch(1_700_000_000));
        Built asArgument = world.build(BuildRequest.of(world.context).withBuildArg("SOURCE_DATE_EPOCH", "1700000000"));

        ImageConfig config = world.config(built);
        assertEquals("2023-11-14T22:13:20Z", config.created());
        assertEquals("2023-11-14T22:13:20Z", config.history().getFirst().created());
        try (var rootfs = world.open(built)) {
            assertEquals(
                    1_700_000_000_000L,
                    Files.getLastModifiedTime(rootfs.folder().resolve("a.txt")).toMillis());
        }
        assertEquals(built.manifest().digest(), asArgument.manifest().digest());
        assertNotEquals(
                built.manifest().digest(),
                world.build(BuildRequest.of(world.context)).manifest().digest());
    }

    @Test
    void what_did_not_change_is_not_made_again() throws IOException {
        String[] file = {
            "FROM scratch",
            "COPY data /data/",
            "COPY app.wasm /",
            "RUN /app.wasm say x",
            "RUN /app.wasm write /a b",
            "ENTRYPOINT [\"/app.wasm\"]"
        };
        Built first = world.build(file);
        assertEquals(2, world.ran.size());
        Built second = world.build(file);

        assertEquals(first.manifest().digest(), second.manifest().digest());
        assertEquals(2, world.ran.size());
        assertEquals(
                List.of("cached 2", "cached 3", "cached 4", "cached 5"),
                world.events.stream()
                        .filter(event -> event.startsWith("cached"))
                        .toList());
        Built anew = world.build(BuildRequest.of(world.context).withoutCache());
        assertEquals(4, world.ran.size());
        assertEquals(first.manifest().digest(), anew.manifest().digest());
        world.file("data/a.txt", "other");
        Built changed = world.build(file);
        assertNotEquals(first.manifest().digest(), changed.manifest().digest());
        assertEquals(6, world.ran.size());
        assertEquals(
                List.of(),
                world.events.stream()
                        .filter(event -> event.startsWith("cached"))
                        .toList());
    }

    @Test
    void a_layer_that_was_collected_is_made_again() throws IOException {
        String[] file = {"FROM scratch", "COPY data /data/", "COPY app.wasm /", "ENTRYPOINT [\"/app.wasm\"]"};
        Built first = world.build(file);
        world.lease.close();
        for (Digest digest : world.blobs.list()) {
            Files.setLastModifiedTime(world.blobs.path(digest), FileTime.fromMillis(0));
        }
        new GarbageCollector(world.blobs).collect(_ -> false, System.currentTimeMillis(), Duration.ZERO, false);
        assertEquals(List.of(), world.blobs.list());
        world.cache.prune(world.blobs);
        assertEquals(List.of(), Trees.list(folder.resolve("home/buildcache")));

        try (BuildWorld again = new BuildWorld(folder.resolve("home"), world.context)) {
            Built second = again.build(file);

            assertEquals(first.manifest().digest(), second.manifest().digest());
            for (Descriptor blob : second.manifest().blobs()) {
                assertTrue(again.blobs.verify(blob.digest()));
            }
        }
    }
}
