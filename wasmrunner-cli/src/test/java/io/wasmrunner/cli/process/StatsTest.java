package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CliExtension.class)
final class StatsTest {
    private final Cli cli;

    StatsTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void needContainers() {
        assumeTrue(Cli.weakness().isEmpty(), () -> Cli.weakness().orElseThrow());
    }

    @AfterEach
    void remove() {
        cli.run("rm", "-f", "busy", "idle", "over");
    }

    private void start(String name, String... more) {
        java.util.List<String> line = new java.util.ArrayList<>(java.util.List.of("run", "-d", "--name", name));
        line.addAll(java.util.List.of(more));
        Result result = cli.run(line.toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
    }

    @Test
    void what_a_guest_uses_is_measured_while_it_runs() {
        start("busy", "--log-driver", "none", "-m", "64m", Cli.example("limits/spam"));
        start("over", Cli.example("hello/hello"));
        cli.run("wait", "over");

        Result json = cli.run("stats", "--no-stream", "--format", "json", "busy");
        assertEquals("", json.err());
        assertTrue(
                json.text()
                        .matches(
                                "\\{\"Container\":\"[0-9a-f]{12}\",\"ID\":\"[0-9a-f]{12}\",\"Name\":\"busy\",\"CPUPerc\":\"[0-9]+\\.[0-9]{2}%\",\"MemUsage\":\"[0-9.]+"
                                    + " MiB\",\"GuestMem\":\"[0-9.]+ [KM]iB / 64 MiB\",\"MemPerc\":\"[0-9.]+%\","
                                    + "\"CallsPerSecond\":\"[1-9][0-9]*\",\"Calls\":[1-9][0-9]*,\"Fuel\":\"--\",\"IO\":\"0"
                                    + " bytes / [0-9.]+"
                                    + " [KMGT]iB\",\"BlockIO\":\"[^\"]+\",\"PIDs\":\"[1-9][0-9]+\"}\n"),
                json.text());
        assertFalse(json.text().contains("\"CPUPerc\":\"0.00%\""), json.text());
        Result all = cli.run("stats", "--no-stream", "-a", "--format", "{{.Name}} {{.CPUPerc}}");
        assertTrue(all.text().contains("over --\n"), all.text() + all.err());
        assertEquals(
                "no container gone; wasmrunner ps -a lists all",
                cli.run("stats", "--no-stream", "gone").refusal(1));
    }

    @Test
    void a_guest_that_sleeps_has_its_threads_and_calls_shown_by_top() {
        start("idle", Cli.example("limits/sleep"));
        Running logs = cli.start("logs", "-f", "idle");
        assertEquals("sleeping", logs.firstLine());

        Result top = cli.run("top", "idle", "-ef");
        assertEquals(
                "options of ps have no effect: a container is one process, of which all there is is shown",
                top.complaint(0));
        String text = top.text();
        assertTrue(text.startsWith("PID "), text);
        assertTrue(
                text.lines().anyMatch(line -> line.matches("[0-9]+ +[0-9]+ +[0-9.]+ +00:00:0[0-9] +00:0.* guest")),
                text);
        assertTrue(text.lines().anyMatch(line -> line.matches("1 +fd_write")), text);
        assertTrue(cli.run("stats", "--no-stream", "idle").text().lines().anyMatch(line -> line.contains("  idle  ")));
        cli.run("rm", "-f", "idle");
        assertEquals(0, logs.end().code());
        assertEquals(1, cli.run("top", "idle").code());
    }
}
