package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CliExtension.class)
final class LogsTest {
    private final Cli cli;

    LogsTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void needContainers() {
        assumeTrue(Cli.weakness().isEmpty(), () -> Cli.weakness().orElseThrow());
    }

    /** A guest that writes the first to its standard output, the second to its standard error, and fails. */
    private String guest(String out, String err) throws IOException {
        return Files.writeString(cli.work().resolve("writes-and-fails.wat"), """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\\40\\00\\00\\00%s\\00\\00\\00\\80\\00\\00\\00%s\\00\\00\\00")
              (data (i32.const 64) "%s")
              (data (i32.const 128) "%s")
              (func (export "_start")
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 32)))
                (drop (call $write (i32.const 2) (i32.const 8) (i32.const 1) (i32.const 32)))
                (call $exit (i32.const 3))))
            """.formatted(
                                length(out), length(err), escaped(out), escaped(err)))
                .toString();
    }

    private static String length(String text) {
        return "\\%02x".formatted(text.length());
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append("\\%02x".formatted(c)));
        return escaped.toString();
    }

    private void remove(String... containers) {
        for (String container : containers) {
            cli.run("rm", "-f", container);
        }
    }

    @Test
    void each_stream_of_the_guest_comes_on_that_of_the_command() throws IOException {
        try {
            cli.run("run", "--name", "two-streams", guest("one\ntwo\nthree", "wrong\n"));

            Result all = cli.run("logs", "two-streams");
            assertEquals("one\ntwo\nthree", all.text());
            assertEquals("wrong\n", all.err());
            assertEquals(0, all.code());
            Result last = cli.run("logs", "-t", "--tail", "3", "--since", "1h", "two-streams");
            assertTrue(
                    last.text().matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\.\\d{9}Z two\n[-0-9T:.]+Z three"),
                    last.text());
            assertEquals("", cli.run("logs", "--until", "1h", "two-streams").text());
        } finally {
            remove("two-streams");
        }
    }

    @Test
    void following_goes_on_over_restarts_and_ends_with_the_container() throws IOException {
        try {
            assertEquals(
                    0,
                    cli.run("run", "-d", "--restart", "on-failure:2", "--name", "comes-back", guest("again\n", "no\n"))
                            .code());

            Result followed = cli.run("logs", "-f", "comes-back");
            assertEquals("again\nagain\nagain\n", followed.text());
            assertEquals("no\nno\nno\n", followed.err());
            assertEquals(0, followed.code());
        } finally {
            remove("comes-back");
        }
    }

    @Test
    void following_shows_what_is_written_while_the_guest_runs() {
        try {
            assertEquals(
                    0,
                    cli.run("run", "-d", "--name", "sleeper", Cli.example("limits/sleep"))
                            .code());
            Running follower = cli.start("logs", "-f", "sleeper");
            assertEquals("sleeping", follower.firstLine());
            remove("sleeper");

            Result result = follower.end();
            assertEquals("", result.err());
            assertEquals(0, result.code());
        } finally {
            remove("sleeper");
        }
    }

    @Tag("attack-31")
    @Test
    void what_would_steer_a_terminal_is_only_shown_on_one() throws IOException {
        String hostile = "\u001b]0;owned\u0007\u001b[2Jgood\rbad\n";
        try {
            cli.run("run", "--name", "hostile", guest(hostile, hostile));

            assertEquals(hostile, cli.run("logs", "hostile").text());
            assertEquals(hostile, cli.run("logs", "hostile").err());
            String shown = "\\x1b]0;owned\\x07\\x1b[2Jgood\\x0dbad\r\n";
            Result terminal = cli.runOnTerminal("logs", "hostile");
            assertEquals(shown + shown, terminal.text());
            assertEquals(0, terminal.code());
        } finally {
            remove("hostile");
        }
    }

    @Test
    void a_log_that_is_kept_elsewhere_is_refused() throws IOException {
        try {
            cli.run("run", "--name", "unlogged", "--log-driver", "none", guest("x\n", "y\n"));

            String refusal = cli.run("logs", "unlogged").refusal(1);
            assertEquals(
                    "cannot show the log of unlogged: its log driver is none, which cannot be read back:"
                            + " nothing of its output is kept",
                    refusal);
        } finally {
            remove("unlogged");
        }
    }

    @Test
    void rotated_and_compressed_files_are_read_back_whole() throws IOException {
        Path input = Files.writeString(cli.work().resolve("many-lines"), lines(20_000));
        try {
            Result run = cli.runWith(
                    Files.readAllBytes(input),
                    "run",
                    "-i",
                    "--name",
                    "rotated",
                    "--log-driver",
                    "local",
                    "--log-opt",
                    "max-size=64k",
                    "--log-opt",
                    "max-file=100",
                    Cli.example("cat/cat"));
            assertEquals(0, run.code(), run.err());

            assertEquals(lines(20_000), cli.run("logs", "rotated").text());
            List<String> last =
                    cli.run("logs", "-n", "5000", "rotated").text().lines().toList();
            assertEquals(5000, last.size());
            assertEquals("line 15000", last.getFirst());
            assertFalse(last.contains("line 14999"));
        } finally {
            remove("rotated");
        }
    }

    private static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("line ").append(i).append('\n');
        }
        return lines.toString();
    }
}
