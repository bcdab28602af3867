package io.wasmrunner.registry.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends a process, or fills its disk, at each step of a build, and builds again on what it left. */
final class BuildKillTest {
    private static final String[] FILE = {
        "FROM scratch",
        "COPY data /data/",
        "COPY app.wasm /",
        "RUN /app.wasm write /made it",
        "ENTRYPOINT [\"/app.wasm\"]"
    };

    @TempDir
    Path folder;

    /** The process that is ended. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws IOException {
            try (BuildWorld world = world(Path.of(args[0]), "home")) {
                world.build(FILE);
            } catch (IOException | RegistryException e) {
                System.exit(e.getMessage().contains("ENOSPC at ") ? 28 : 1);
            }
        }
    }

    private static BuildWorld world(Path folder, String home) throws IOException {
        return new BuildWorld(folder.resolve(home), folder.resolve("context"))
                .file("app.wasm", BuildWorld.MODULE)
                .file("data/x", "x");
    }

    @ParameterizedTest
    @Tag("attack-48")
    @ValueSource(
            strings = {
                "layer.write",
                "layer.write:4",
                "blob.write:2",
                "blob.written",
                "blob.written:3",
                "buildcache.put",
                "buildcache.put:3",
                "file.written",
                "file.synced:2",
                "file.renamed:2",
                "rootfs.made",
                "layer.unpacked:2"
            })
    void a_build_that_was_killed_is_done_again(String step) throws Exception {
        assertEquals(137, run(step));
        assertBuildsAgain();
    }

    @ParameterizedTest
    @Tag("attack-49")
    @ValueSource(
            strings = {
                "layer.write=ENOSPC",
                "blob.write:2=ENOSPC",
                "blob.written:2=ENOSPC",
                "buildcache.put=ENOSPC",
                "file.create=ENOSPC",
                "file.written=ENOSPC",
                "layer.entry=ENOSPC",
                "rootfs.entry=ENOSPC"
            })
    void a_build_that_found_the_disk_full_is_done_again(String step) throws Exception {
        assertEquals(28, run(step));
        assertBuildsAgain();
    }

    private void assertBuildsAgain() throws IOException {
        try (BuildWorld world = world(folder, "home");
                BuildWorld fresh = world(folder, "fresh")) {
            for (Digest digest : world.blobs.list()) {
                assertTrue(world.blobs.verify(digest));
            }
            Built again = world.build(FILE);

            assertEquals(fresh.build(FILE).manifest().digest(), again.manifest().digest());
            assertEquals(List.of("app.wasm", "data", "data/x", "made"), world.paths(again));
            world.snapshots.prune(_ -> false);
            try (var left = Files.list(folder.resolve("home/snapshots/work"))) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    private int run(String step) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dwasmrunner.failpoint=" + step,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Victim.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        return process.exitValue();
    }
}
