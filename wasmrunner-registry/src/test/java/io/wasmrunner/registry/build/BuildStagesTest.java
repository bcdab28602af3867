package io.wasmrunner.registry.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.format.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages, the images below them, and what runs in them. */
final class BuildStagesTest {
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

    private RegistryException refusal(String... lines) {
        return assertThrows(RegistryException.class, () -> world.build(lines));
    }

    @Test
    void only_the_stages_that_are_needed_are_built() throws IOException {
        Built built = world.build(
                "FROM scratch AS tools",
                "COPY app.wasm /bin/",
                "FROM tools AS gen",
                "RUN /bin/app.wasm write /out/result made",
                "FROM scratch AS never",
                "COPY missing /",
                "FROM scratch",
                "COPY --from=gen /out /",
                "COPY --from=0 /bin/app.wasm /run.wasm",
                "ENTRYPOINT [\"/run.wasm\"]");

        assertEquals(List.of("result", "run.wasm"), world.paths(built));
        assertEquals(
                List.of(
                        "1/8 tools FROM scratch AS tools",
                        "2/8 tools COPY app.wasm /bin/",
                        "3/8 gen FROM tools AS gen",
                        "4/8 gen RUN /bin/app.wasm write /out/result made",
                        "5/8 3 FROM scratch",
                        "6/8 3 COPY --from=gen /out /",
                        "7/8 3 COPY --from=0 /bin/app.wasm /run.wasm",
                        "8/8 3 ENTRYPOINT [\"/run.wasm\"]"),
                world.events);
    }

    @Test
    void a_target_ends_the_build() throws IOException {
        world.file("Wasmfile", "FROM scratch AS one\nCOPY app.wasm /one.wasm\nFROM one AS two\nCOPY data /");
        Built one = world.build(BuildRequest.of(world.context).withTarget("ONE"));

        assertEquals(List.of("one.wasm"), world.paths(one));
        var refused = assertThrows(
                RegistryException.class,
                () -> world.build(BuildRequest.of(world.context).withTarget("three")));
        assertEquals("Wasmfile:1:1: there is no stage three; there are one, two", refused.getMessage());
    }

    @Test
    void run_changes_files_and_that_is_a_layer() throws IOException {
        Built built = world.build(
                "FROM scratch",
                "COPY data /data/",
                "COPY app.wasm /",
                "ENV A=1",
                "ARG B=2",
                "ARG C",
                "WORKDIR /work",
                "RUN /app.wasm write /data/a.txt changed",
                "RUN [\"/app.wasm\", \"remove\", \"/data/b/c.txt\"]",
                "RUN ../app.wasm env /env",
                "RUN /app.wasm say \"hello $A\"",
                "ENTRYPOINT [\"/app.wasm\"]");

        assertEquals("changed", world.read(built, "data/a.txt"));
        assertEquals(List.of("app.wasm", "data", "data/a.txt", "data/b", "env", "work"), world.paths(built));
        assertEquals("B=2\nA=1\n/work", world.read(built, "env"));
        assertTrue(world.events.contains("output 11 hello 1"));
        assertEquals(6, built.manifest().layers().size());
        assertEquals("A", Files.readString(world.context.resolve("data/a.txt")));
    }

    @Test
    void a_program_that_fails_or_is_not_there_ends_the_build() {
        assertEquals(
                "Wasmfile:3:1: RUN /app.wasm ended with exit code 7",
                refusal("FROM scratch", "COPY app.wasm /", "RUN /app.wasm fail 7")
                        .getMessage());
        assertTrue(refusal("FROM scratch", "COPY app.wasm /", "RUN apt-get update")
                .getMessage()
                .startsWith("Wasmfile:3:1: RUN cannot find apt-get: it runs a .wasm of the stage"));
        assertTrue(refusal("FROM scratch", "RUN /app.wasm").getMessage().contains("the stage has no files yet"));
        assertTrue(refusal("FROM scratch", "COPY data /", "RUN /a.txt")
                .getMessage()
                .contains("it is no WebAssembly module"));
        assertTrue(refusal("FROM scratch", "COPY app.wasm /", "RUN /app.wasm a | b")
                .getMessage()
                .contains("the shell's | does not work"));
    }

    @Test
    void an_image_can_be_built_upon() throws IOException {
        world.images.put(
                "demo/base:1",
                world.build("FROM scratch", "COPY data /data/", "ENV A=1", "ENTRYPOINT [\"/x.wasm\"]", "CMD [\"low\"]")
                        .manifest());
        Built built = world.build(
                "FROM demo/base:1", "ENV B=${A}2", "COPY app.wasm /", "ENTRYPOINT [\"/app.wasm\"]", "LABEL a=b");

        assertEquals(List.of("app.wasm", "data", "data/a.txt", "data/b", "data/b/c.txt"), world.paths(built));
        RunConfig run = world.config(built).config();
        assertEquals(List.of("A=1", "B=12"), run.env());
        assertEquals(List.of("/app.wasm"), run.entrypoint());
        assertEquals(List.of(), run.cmd());
        assertEquals(8, world.config(built).history().size());
        assertEquals(2, built.manifest().layers().size());
    }

    @Test
    void a_module_alone_can_be_built_upon_and_copied_from() throws IOException {
        world.images.put(
                "demo/tool",
                world.build("FROM scratch", "COPY app.wasm /", "ENTRYPOINT [\"/app.wasm\"]")
                        .manifest());
        Built upon = world.build("FROM demo/tool", "COPY data /data/");
        Built from = world.build("FROM scratch", "COPY --from=demo/tool /app.wasm /tool.wasm");

        assertEquals(List.of("app.wasm", "data", "data/a.txt", "data/b", "data/b/c.txt"), world.paths(upon));
        assertEquals(List.of("/app.wasm"), world.config(upon).config().entrypoint());
        assertEquals(List.of("tool.wasm"), world.paths(from));
    }

    @Test
    void a_missing_image_is_told_with_its_place() {
        var refused = refusal("FROM nosuch/image");

        assertEquals(RegistryError.NOT_FOUND, refused.error());
        assertEquals("Wasmfile:1:1: cannot find nosuch/image for wasi/wasm", refused.getMessage());
    }
}
