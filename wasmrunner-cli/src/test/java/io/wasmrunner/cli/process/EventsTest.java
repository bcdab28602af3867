package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
