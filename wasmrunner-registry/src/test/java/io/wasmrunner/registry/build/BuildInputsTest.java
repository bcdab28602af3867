package io.wasmrunner.registry.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.build.record.InputLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build must have looked at, for the next one to know that nothing changed. */
final class BuildInputsTest {
    @TempDir
    Path folder;

    private BuildWorld world;

    @BeforeEach
    void open() throws IOException {
        Path real = folder.toRealPath();
        world = new BuildWorld(real.resolve("home"), real.resolve("context"));
        world.file("app.wasm", BuildWorld.MODULE)
                .file("data/a.txt", "A")
                .file("data/b/c.txt", "C")
                .file("other/x", "x");
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private Set<String> looked(Built built) {
        Set<String> lines = new TreeSet<>(InputLines.of(built.inputs(), world.context));
        lines.removeIf(line -> line.startsWith("needed "));
        return lines;
    }

    @Test
    void files_folders_and_what_is_not_there_count() throws IOException {
        Built built = world.build("FROM scratch", "COPY data /data/", "COPY *.wasm /", "ENTRYPOINT [\"/app.wasm\"]");

        assertEquals(
                Set.of(
                        "file Wasmfile",
                        "absent .wasmignore",
                        "absent .dockerignore",
                        "file data",
                        "file data/a.txt",
                        "file data/b",
                        "file data/b/c.txt",
                        "file .",
                        "file app.wasm",
                        "file other"),
                looked(built));
    }

    @Test
    void files_that_nothing_depends_on_do_not() throws IOException {
        world.file(".dockerignore", "data/b");
        Built built = world.build("FROM scratch", "COPY app.wasm /", "COPY data /", "ENTRYPOINT [\"/app.wasm\"]");

        assertEquals(
                Set.of(
                        "file Wasmfile",
                        "absent .wasmignore",
                        "file .dockerignore",
                        "file app.wasm",
                        "file data",
                        "file data/a.txt"),
                looked(built));
    }

    @Test
    void links_count_with_what_they_lead_to() throws IOException {
        Files.createSymbolicLink(world.context.resolve("link"), Path.of("data/a.txt"));
        Files.createSymbolicLink(world.context.resolve("first"), Path.of("link"));
        Built built = world.build("FROM scratch", "COPY first /");

        assertTrue(looked(built).containsAll(Set.of("file first", "file link", "file data/a.txt")));
    }

    @Test
    void images_and_the_blobs_of_the_result_count() throws IOException {
        world.images.put(
                "demo/base:1", world.build("FROM scratch", "COPY data /").manifest());
        Built built = world.build("FROM demo/base:1", "COPY app.wasm /", "ENTRYPOINT [\"/app.wasm\"]");

        assertTrue(looked(built).contains("base demo/base:1"));
        Set<String> lines = InputLines.of(built.inputs(), world.context);
        built.manifest()
                .blobs()
                .forEach(blob -> assertTrue(lines.contains("needed " + world.blobs.path(blob.digest()))));
        assertTrue(lines.contains("needed " + world.blobs.path(built.manifest().digest())));
    }

    @Test
    void a_build_file_from_standard_input_cannot_be_looked_at_again() throws IOException {
        Built built = world.build(BuildRequest.of(world.context).withContent("FROM scratch\nCOPY app.wasm /"));

        assertFalse(InputLines.isComplete(built.inputs()));
    }
}
