package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImagesTest {
    private static final String HELLO = Cli.example("hello/hello");

    /** Of each test its own, for its lists to hold nothing else. */
    private final Cli cli = new Cli();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        cli.close();
    }

    private void ok(String... line) {
        Result result = cli.run(line);
        assertEquals(0, result.code(), String.join(" ", line) + ": " + result.err());
    }

    private String greet() {
        return Cli.EXAMPLES.resolve("image").toString();
    }

    @Test
    void what_was_built_is_pushed_pruned_and_runs_from_the_registry() throws IOException {
        try (TestRegistry registry = TestRegistry.start(folder)) {
            String artifact = registry.name("demo/hello:1");
            String files = registry.name("demo/greet:1");
            ok("build", "-t", artifact, HELLO);
            ok("build", "-t", files, greet());
            for (String image : List.of(artifact, files)) {
                ok("push", image);
            }
            ok("image", "prune", "-a", "-f");
            cli.run("images", "-q").printed("");

            assertEquals(
                    "Hello from WebAssembly!\n", cli.run("run", "-q", artifact).text());
            assertEquals(
                    "HELLO FROM A FILE OF THE IMAGE, world!\n",
                    cli.run("run", "-q", files).text());
            cli.run("run", "-e", "WHO=you", files).printed("HELLO FROM A FILE OF THE IMAGE, you!\n");
        }
    }

    @Test
    void what_docker_saved_is_loaded_pushed_pruned_and_runs() throws IOException {
        try (TestRegistry registry = TestRegistry.start(folder.resolve("registry"))) {
            String name = registry.name("demo/docker:1");
            Path archive = DockerArchives.of(folder, Path.of(HELLO), name);

            cli.run("load", "-i", archive.toString()).printed("Loaded image: " + name + "\n");
            ok("push", name);
            ok("image", "prune", "-a", "-f");

            assertEquals("Hello from WebAssembly!\n", cli.run("run", "-q", name).text());
        }
    }

    @Test
    void a_wasmfile_gives_the_same_image_in_every_store() {
        String first = cli.run("build", "-q", greet()).text();
        String second = cli.run("build", "-q", "--no-cache", greet()).text();
        try (Cli other = new Cli()) {
            assertEquals(first, other.run("build", "-q", greet()).text());
            assertEquals(first, other.run("build", "-q", greet()).text());
        }
        assertEquals(first, second);
    }

    @Test
    void images_are_listed_named_and_removed() {
        String id = cli.run("build", "-q", "-t", "first:1", HELLO).text().strip();
        ok("tag", "first:1", "second");

        cli.run("images", "--format", "{{.Repository}}:{{.Tag}}").printed("first:1\nsecond:latest\n");
        cli.run("images", "-q", "--no-trunc").printed(id + "\n");
        cli.run("images", "--format", "{{.ID}}", "sec*")
                .printed(id.substring(7, 19) + "\n" + id.substring(7, 19) + "\n");
        assertTrue(cli.run("images").text().startsWith("REPOSITORY   TAG "));
        cli.run("inspect", "--format", "{{json .RepoTags}} {{.Module.Name}}", id.substring(7, 15))
                .printed("[\"first:1\",\"second:latest\"] hello.wasm\n");
        assertEquals(
                "cannot remove " + id.substring(7, 19) + ": cannot remove " + id.substring(7, 19)
                        + ": it has names in several repositories (first:1, second:latest); remove those, or add"
                        + " --force",
                cli.run("rmi", id.substring(7, 19)).refusal(1));
        cli.run("rmi", "first:1").printed("Untagged: first:1\n");
        cli.run("rmi", "second").printed("Untagged: second:latest\nDeleted: " + id + "\n");
        assertEquals(127, cli.run("run", "--pull", "never", "second").code());
    }

    @Test
    void an_image_that_is_nowhere_is_said_to_be() throws IOException {
        try (TestRegistry registry = TestRegistry.start(folder)) {
            String missing = registry.name("demo/missing:1");

            Result result = cli.run("run", missing);

            assertEquals(127, result.code(), result.err());
            assertTrue(
                    result.err().contains("wasmrunner: no image " + missing + " here, and cannot pull "), result.err());
        }
    }

    @Test
    @Tag("attack-50")
    void a_blob_with_a_flipped_bit_is_found_and_pulled_again() throws IOException {
        try (TestRegistry registry = TestRegistry.start(folder)) {
            String name = registry.name("demo/hello:1");
            ok("build", "-t", name, HELLO);
            ok("push", name);
            for (Path blob : blobs()) {
                byte[] content = Files.readAllBytes(blob);
                if (content.length > 1000) {
                    content[500] ^= 1;
                    Files.write(blob, content);
                }
            }
            assertEquals(1, cli.run("system", "verify").code());

            Result result = cli.run("run", "-q", name);

            assertEquals("Hello from WebAssembly!\n", result.text(), result.err());
            assertTrue(result.err().contains("digest mismatch"), result.err());
            cli.run("system", "verify").printed("the store is whole\n");
        }
    }

    private List<Path> blobs() throws IOException {
        try (Stream<Path> blobs = Files.list(cli.state().resolve("content/blobs/sha256"))) {
            return blobs.toList();
        }
    }

    @Test
    void an_index_that_is_gone_is_made_anew() throws IOException {
        ok("build", "-t", "hello:1", HELLO);
        String before = cli.run("images", "--format", "json").text();
        Files.delete(cli.state().resolve("content/images.db"));

        assertEquals(
                before.replaceAll("\"CreatedSince\":\"[^\"]*\"", ""),
                cli.run("images", "--format", "json").text().replaceAll("\"CreatedSince\":\"[^\"]*\"", ""));
    }

    @Test
    void two_builds_and_a_prune_at_once_leave_a_whole_store() throws Exception {
        Running first = cli.start("build", "-q", "--no-cache", "-t", "one:1", greet());
        Running second = cli.start("build", "-q", "--no-cache", "-t", "two:1", greet());
        Running prune = cli.start("image", "prune", "-f");

        for (Running running : List.of(first, second, prune)) {
            Result result = running.feed(new byte[0]).end();
            assertEquals(0, result.code(), result.err());
        }

        cli.run("system", "verify").printed("the store is whole\n");
        cli.run("run", "one:1").printed("HELLO FROM A FILE OF THE IMAGE, world!\n");
    }

    @Test
    void a_slip_in_a_wasmfile_is_named_with_its_place() throws IOException {
        Path context = Files.createDirectory(folder.resolve("context"));
        Files.writeString(context.resolve("Wasmfile"), "FROM scratch\n\n  COYP a /\n");

        String complaint = cli.run("build", context.toString()).complaint(125);

        assertTrue(complaint.contains("Wasmfile:3:3"), complaint);
        assertTrue(complaint.contains("COYP"), complaint);
        assertTrue(complaint.contains("COPY"), complaint);
    }

    @Test
    void a_field_that_a_list_does_not_have_is_named() {
        ok("build", "-t", "hello:1", HELLO);

        assertEquals(
                "cannot use --format '{{.Size}} {{.Sise}}': there is no field .Sise; there are .Repository .Tag .ID"
                        + " .Digest .CreatedAt .CreatedSince .Size .Bytes .Platform .Style .Labels",
                cli.run("images", "--format", "{{.Size}} {{.Sise}}").refusal(125));
    }

    @Test
    void what_an_image_is_given_instead_of_its_own_is_taken() throws IOException {
        Path visits = Files.createDirectory(folder.resolve("visits"));
        ok("build", "-t", "greet:1", greet());

        cli.run("run", "-v", visits + ":/var/lib", "greet:1").printed("HELLO FROM A FILE OF THE IMAGE, world!\n");

        assertEquals("/data/greeting.txt\n", Files.readString(visits.resolve("visits")));
        assertEquals(
                "cannot run /app/nope.wasm of greet:1: there is no such file in the image",
                cli.run("run", "--entrypoint", "/app/nope.wasm", "greet:1").refusal(127));
    }
}
