package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CliExtension.class)
final class AbiTest {
    private final Cli cli;

    AbiTest(Cli cli) {
        this.cli = cli;
    }

    @OnBothEngines
    void a_guest_may_log_when_granted(String engine) {
        Result result = cli.run("run", "--engine", engine, "--allow-abi", "log", Cli.example("abi/simple"));

        assertEquals("hello from simple\n", result.err());
        assertEquals(0, result.code());
    }

    @OnBothEngines
    void what_is_not_granted_is_refused_and_named(String engine) {
        assertEquals(
                "1 refused attempt: log: the capability is not granted (--allow-abi log allows it)",
                cli.run("run", "--engine", engine, Cli.example("abi/simple")).refusal(0));
    }

    @Test
    void refusals_can_be_kept_quiet() {
        cli.run("run", "-q", Cli.example("abi/simple")).printed("");
    }

    @OnBothEngines
    void sensors_are_read_from_this_host(String engine) {
        Result result = cli.run("run", "--engine", engine, "--allow-abi=sensors,log", Cli.example("abi/sensor"));

        assertTrue(
                result.err().matches("(?s)sensor 1 = -?\\d+\nsensor 2 = -?\\d+\n.*sensor 5 = -?\\d+\n"), result.err());
        assertEquals(0, result.code());
    }

    @OnBothEngines
    void an_alert_is_an_event(String engine) throws IOException {
        Path events = cli.state().resolve("events.jsonl");
        Files.deleteIfExists(events);

        cli.run("run", "--engine", engine, Cli.example("abi/alert"));
        assertFalse(Files.exists(events));
        cli.run("run", "--engine", engine, "--allow-abi", "alerts", "--allow-abi", "sensors", Cli.example("abi/alert"))
                .printed("");

        assertTrue(
                Files.readAllLines(events)
                        .getFirst()
                        .matches("\\{\"time\":\"[^\"]+Z\",\"type\":\"alert\",\"level\":\"info\","
                                + "\"message\":\"sensor 1 was read\",\"module\":\"[^\"]+alert.wasm\"}"),
                Files.readString(events));
    }

    @Test
    void an_unknown_capability_is_refused() {
        assertEquals(
                "cannot grant \"network\": --allow-abi takes log, sensors and alerts",
                cli.run("run", "--allow-abi", "log,network", Cli.example("abi/simple"))
                        .refusal(125));
    }
}
