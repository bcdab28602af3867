package io.wasmrunner.registry.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.format.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a request and its surroundings ask for, beside the build file. */
final class BuildRequestTest {
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
    void build_arguments_reach_those_who_declare_them() throws IOException {
        world.file("Wasmfile", """
            ARG V=global
            ARG ONLY=outside
            FROM scratch
            ARG V
            ARG W=w-$V
            LABEL v=$V w=$W only="$ONLY" os=$TARGETOS
            ARG TARGETOS
            LABEL os=$TARGETOS
            """);
        Map<String, String> defaults = world.config(world.build(BuildRequest.of(world.context)))
                .config()
                .labels();
        Built given = world.build(BuildRequest.of(world.context)
                .withBuildArg("V", "mine")
                .withBuildArg("UNUSED", "x")
                .withLabel("extra", "e"));

        assertEquals(Map.of("v", "global", "w", "w-global", "only", "", "os", "wasi"), defaults);
        assertEquals(
                Map.of("v", "mine", "w", "w-mine", "only", "", "os", "wasi", "extra", "e"),
                world.config(given).config().labels());
        assertTrue(world.events.contains("warning --build-arg UNUSED was not used: no ARG UNUSED in what was built"));
    }

    @Test
    void what_has_no_effect_is_told() throws IOException {
        world.build("FROM scratch", "USER 1000", "COPY --chown=1:1 app.wasm /", "SHELL [\"/bin/sh\"]");

        assertEquals(
                List.of(
                        "warning Wasmfile:2:1: USER has no effect: programs have no user",
                        "warning Wasmfile:3:1: --chown has no effect: files in images belong to nobody",
                        "warning Wasmfile:4:1: SHELL has no effect: images have no shell",
                        "warning the image has no ENTRYPOINT: run must be told what to run"),
                world.events.stream()
                        .filter(event -> event.startsWith("warning"))
                        .toList());
    }

    @Test
    void an_entrypoint_that_is_no_module_is_refused_and_a_missing_one_is_told() throws IOException {
        assertEquals(
                "/a.txt is no module",
                refusal("FROM scratch", "COPY data /", "ENTRYPOINT [\"/a.txt\"]")
                        .getMessage());
        world.file("bad.wasm", "not a module");
        assertEquals(
                "bad.wasm is no module",
                refusal("FROM scratch", "COPY bad.wasm /", "ENTRYPOINT [\"/bad.wasm\"]")
                        .getMessage());
        world.build("FROM scratch", "COPY data /", "ENTRYPOINT [\"/none.wasm\"]");
        assertTrue(world.events.contains("warning the image has no /none.wasm, which its ENTRYPOINT names"));
    }

    @Test
    void other_platforms_are_refused() {
        var refused = assertThrows(
                RegistryException.class,
                () -> world.build(BuildRequest.of(world.context).withPlatform(Platform.parse("linux/amd64"))));

        assertTrue(refused.getMessage().startsWith("cannot build for linux/amd64"));
    }

    @Test
    void a_context_without_a_build_file_says_so() {
        var refused = assertThrows(RegistryException.class, () -> world.build(BuildRequest.of(world.context)));

        assertTrue(refused.getMessage().endsWith("there is no Wasmfile and no Dockerfile; name one with -f"));
    }

    @Test
    void a_build_file_may_come_from_elsewhere() throws IOException {
        world.file("files/Other", "FROM scratch\nCOPY app.wasm /other.wasm");
        world.file("files/Other.dockerignore", "data");
        world.file(".dockerignore", "app.wasm");

        assertEquals(
                List.of("other.wasm"),
                world.paths(
                        world.build(BuildRequest.of(world.context).withFile(world.context.resolve("files/Other")))));
        assertTrue(assertThrows(
                        RegistryException.class,
                        () -> world.build(BuildRequest.of(world.context).withContent("FROM scratch\nCOPY app.wasm /")))
                .getMessage()
                .contains("it is ignored"));
    }
}
