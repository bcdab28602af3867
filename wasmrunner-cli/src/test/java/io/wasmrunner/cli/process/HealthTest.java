package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Health checks as their shim makes them. */
@ExtendWith(CliExtension.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class HealthTest {
    private final Cli cli;

    HealthTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void needContainers() {
        Box.assumeKept();
    }

    private void await(String name, String health) {
        String found = "";
        while (found.isBlank()) {
            found = cli.run("ps", "-q", "--filter", "name=" + name, "--filter", "health=" + health)
                    .text();
        }
    }

    @Test
    void a_module_that_fails_often_enough_makes_a_container_unhealthy() throws Exception {
        try (Box box = Box.start(
                cli,
                "sick",
                "--health-cmd",
                "/bin/files.wasm /nowhere",
                "--health-interval",
                "50ms",
                "--health-retries",
                "2")) {
            await(box.name(), "unhealthy");

            assertTrue(state(box).contains("\"exitCode\":2"), state(box));
            assertTrue(Files.readString(cli.state().resolve("events.jsonl")).contains("\"health_status: unhealthy\""));
        }
    }

    @Test
    void a_page_of_a_published_port_makes_a_container_healthy() throws Exception {
        try (Box box = Box.start(
                cli,
                "well",
                "-p",
                "80",
                "--entrypoint",
                "/bin/server.wasm",
                "--health-interval",
                "50ms",
                "--health-cmd",
                "curl -f http://localhost:80/ || exit 1")) {
            await(box.name(), "healthy");

            assertTrue(state(box).contains("HTTP/1.1 200 OK"), state(box));
        }
    }

    @Test
    void what_a_machine_lacks_is_no_answer_of_a_check() throws Exception {
        try (Box box = Box.start(
                cli, "calm", "--cpus", "1", "--health-interval", "50ms", "--health-cmd", "/bin/env.wasm checked")) {
            await(box.name(), "healthy");

            assertTrue(state(box).contains("arg 1: checked"), state(box));
            // An ordinary user seldom has a cgroup for that limit.
            assertFalse(state(box).contains("wasmrunner: "), state(box));
        }
    }

    @Test
    void a_check_that_takes_too_long_is_ended() throws Exception {
        try (Box box = Box.start(
                cli,
                "late",
                "-p",
                "80",
                "--health-interval",
                "50ms",
                "--health-timeout",
                "300ms",
                "--health-retries",
                "1",
                "--health-cmd",
                "http://localhost:80/")) {
            // The guest never accepts.
            await(box.name(), "unhealthy");

            assertTrue(state(box).contains("exceeded its timeout of 0.3 s"), state(box));
        }
    }

    private String state(Box box) throws Exception {
        String id = box.ok("ps", "-q", "--no-trunc", "--filter", "name=" + box.name())
                .strip();
        return Files.readString(cli.state().resolve("containers").resolve(id).resolve("state.json"));
    }
}
