package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.sandbox.shim.Reply;
import io.wasmrunner.sandbox.shim.ShimControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CliExtension.class)
final class EventsTest {
    private final Cli cli;

    EventsTest(Cli cli) {
        this.cli = cli;
    }

    private List<String> events(Instant since, String... more) {
        List<String> line = new java.util.ArrayList<>(List.of("events", "--since", since.toString(), "--until", "0s"));
        line.addAll(List.of(more));
        Result result = cli.run(line.toArray(String[]::new));
        assertEquals("", result.err());
        return result.text().lines().toList();
    }

    @Test
    void the_life_of_a_container_is_told_as_docker_tells_it() {
        assumeTrue(Cli.weakness().isEmpty(), () -> Cli.weakness().orElseThrow());
        Instant begin = Instant.now();
        cli.run("run", "--rm", "--name", "told", "--label", "tier=front", Cli.example("hello/hello"));

        assertEquals(
                List.of("create", "attach", "start", "die", "destroy"),
                events(begin, "--filter", "container=told", "--format", "{{.Action}}"));
        List<String> died = events(begin, "--filter", "event=die", "--filter", "label=tier=front");
        assertEquals(1, died.size());
        assertTrue(
                died.getFirst()
                        .matches("2[0-9-]{9}T[0-9:]{8}\\.\\d{9}Z container die [0-9a-f]{64}"
                                + " \\(exitCode=0, image=.*hello.wasm, name=told, tier=front\\)"),
                died.getFirst());
    }

    @Test
    void each_run_of_one_that_is_restarted_has_its_start_before_its_end() throws IOException {
        assumeTrue(Cli.weakness().isEmpty(), () -> Cli.weakness().orElseThrow());
        Path failing = Files.writeString(cli.work().resolve("failing.wat"), """
            (module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1) (func (export "_start") (call $exit (i32.const 3))))
            """);
        Instant begin = Instant.now();
        cli.run("run", "-d", "--name", "again", "--restart", "on-failure:2", failing.toString());
        assertEquals("3\n", cli.run("wait", "again").text());

        assertEquals(
                List.of("create", "start", "die", "start", "die", "start", "die"),
                events(begin, "--filter", "container=again", "--format", "{{.Action}}"));
        List<Long> times = events(begin, "--filter", "container=again", "--format", "{{.TimeNano}}").stream()
                .map(Long::valueOf)
                .toList();
        assertEquals(times.stream().sorted().toList(), times);
        cli.run("rm", "again");
    }

    @Test
    void a_restart_is_told_of_when_it_happens() throws IOException {
        assumeTrue(Cli.weakness().isEmpty(), () -> Cli.weakness().orElseThrow());
        String id = cli.run("run", "-d", "-i", "--name", "twice", "--restart", "always", Cli.example("cat/cat"))
                .text()
                .strip();
        Running follower = cli.start(
                "events",
                "--since",
                Instant.now().toString(),
                "--filter",
                "container=twice",
                "--filter",
                "event=start");
        Path folder = cli.state().resolve("containers").resolve(id);
        try (ShimControl shim = ShimControl.connect(folder).orElseThrow()) {
            assertInstanceOf(Reply.Done.class, shim.signal(15));
            shim.awaitNext();
        }

        assertTrue(follower.firstLine().contains(" container start " + id));
        follower.signal("INT");
        assertEquals(130, follower.end().code());
        assertEquals(
                "running 1",
                cli.run("inspect", "--format", "{{.State.Status}} {{.RestartCount}}", "twice")
                        .text()
                        .strip());
        cli.run("rm", "-f", "twice");
    }

    @Test
    void what_cannot_be_recorded_is_done_all_the_same() throws IOException {
        try (Cli other = new Cli()) {
            Files.createDirectories(other.state().resolve("events.jsonl"));

            Result made = other.run("volume", "create", "quiet");

            assertEquals("quiet\n", made.text());
            assertTrue(made.complaint(0).startsWith("cannot record the event create of the volume quiet: "));
            assertEquals("quiet\n", other.run("volume", "ls", "-q").text());
        }
    }

    @Test
    void volumes_and_images_are_told_of_too() {
        Instant begin = Instant.now();
        cli.run("volume", "create", "told-volume");
        cli.run("volume", "rm", "told-volume");
        assertEquals(
                0, cli.run("build", "-t", "told:1", Cli.example("hello/hello")).code());
        cli.run("tag", "told:1", "told:2");
        cli.run("save", "-o", cli.work().resolve("told.tar").toString(), "told:2");
        cli.run("rmi", "told:1");
        cli.run("rmi", "told:2");
        cli.run("load", "-i", cli.work().resolve("told.tar").toString());
        cli.run("rmi", "told:2");

        assertEquals(
                List.of("create told-volume", "destroy told-volume"),
                events(begin, "--filter", "type=volume", "--format", "{{.Action}} {{.ID}}"));
        assertEquals(
                List.of(
                        "tag told:2",
                        "save told:2",
                        "untag told:1",
                        "untag told:2",
                        "delete",
                        "load told:2",
                        "untag told:2",
                        "delete"),
                events(begin, "--filter", "type=image", "--format", "{{.Action}} {{.Actor.Attributes.name}}").stream()
                        .map(line -> line.replaceFirst("^delete .*", "delete"))
                        .toList());
    }

    @Test
    void following_shows_what_happens_then() {
        Running follower = cli.start(
                "events", "--since", Instant.now().toString(), "--filter", "volume=told-later", "--format", "json");
        cli.run("volume", "create", "told-later");

        String line = follower.firstLine();
        assertTrue(line.startsWith("{\"status\":\"create\",\"id\":\"told-later\""), line);
        follower.signal("INT");
        assertEquals(130, follower.end().code());
        cli.run("volume", "rm", "told-later");
    }
}
