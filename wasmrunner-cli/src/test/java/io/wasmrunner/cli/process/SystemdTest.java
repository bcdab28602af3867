package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.sandbox.shim.ShimLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a unit for systemd says, done as systemd does it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class SystemdTest {
    /** Becomes the parent of what its children leave behind, as systemd is; gives the exit code of the process in the file. */
    private static final String MANAGER = """
        my ($file, @command) = @ARGV;
        my $prctl = `uname -m` =~ /aarch64/ ? 167 : 157;
        syscall($prctl, 36, 1, 0, 0, 0) == 0 or die "no subreaper";
        system(@command) == 0 or die "not started";
        open(my $in, "<", $file) or die "no PID file";
        my $pid = <$in>;
        waitpid($pid, 0) == $pid or die "not our child";
        print $? >> 8, "\\n";
        """;

    private final Cli cli = new Cli();

    @AfterEach
    void close() {
        cli.close();
    }

    private static String value(String unit, String key) {
        return unit.lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    /** Reads a command as systemd.service(5) says. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= line.length(); i++) {
            char c = i == line.length() ? ' ' : line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                i += c == '\\' || c == '%' || c == '$' ? 1 : 0;
                word.append(line.charAt(i));
            }
        }
        return words;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }

    private String generate(String... line) {
        List<String> words = new ArrayList<>(List.of("generate", "systemd"));
        words.addAll(List.of(line));
        Result result = cli.run(words.toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
        return result.text();
    }

    private List<String> command(String unit, String key) {
        List<String> command =
                new ArrayList<>(List.of("env", words(value(unit, "Environment")).getFirst()));
        command.addAll(words(value(unit, key)));
        return command;
    }

    @Test
    void what_a_unit_starts_runs_and_what_it_stops_has_ended() throws Exception {
        assumeTrue(Cli.weakness().isEmpty(), () -> Cli.weakness().orElseThrow());
        String id = cli.run("create", "-i", "--name", "kept", Cli.example("cat/cat"))
                .text()
                .strip();
        Path file = Path.of(generate("--files", "--name", "kept").strip());
        String unit = Files.readString(file);
        Path pid = Path.of(value(unit, "PIDFile"));

        assertEquals(cli.work().resolve("container-kept.service"), file);
        assertEquals(unit, generate("-n", "kept"));
        run(command(unit, "ExecStartPre"));
        run(command(unit, "ExecStart"));
        Path folder = cli.state().resolve("containers").resolve(id);
        assertEquals(
                ShimLock.owner(folder).orElseThrow().pid(),
                Long.parseLong(Files.readString(pid).strip()));
        run(command(unit, "ExecStop"));
        assertFalse(Files.exists(pid));
        assertEquals(
                "exited 143",
                cli.run("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", "kept")
                        .text()
                        .strip());
    }

    @Test
    void the_process_that_systemd_watches_ends_with_the_guests_exit_code() throws Exception {
        assumeTrue(Cli.weakness().isEmpty(), () -> Cli.weakness().orElseThrow());
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "perl is not installed");
        Path failing = Files.writeString(cli.work().resolve("failing.wat"), """
            (module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1) (func (export "_start") (call $exit (i32.const 3))))
            """);
        cli.run("create", "--name", "fails", failing.toString());
        String unit = generate("--name", "fails");
        List<String> manager = new ArrayList<>(List.of("/usr/bin/perl", "-e", MANAGER, value(unit, "PIDFile")));
        manager.addAll(command(unit, "ExecStart"));

        assertTrue(run(manager).endsWith("\n3"));
    }
}
