package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modes of {@code --sandbox}, and what the command does with a worker. */
@ExtendWith(CliExtension.class)
final class SandboxTest {
    private static final String HELLO = Cli.example("hello/hello");

    private final Cli cli;

    SandboxTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void there_are_workers() {
        Optional<String> weakness = Cli.weakness();
        assumeTrue(weakness.isEmpty(), weakness::toString);
    }

    @Tag("attack-36")
    @ParameterizedTest
    @ValueSource(strings = {"strict", "partial", "required"})
    void a_guest_runs_in_a_worker_that_its_launcher_confines(String mode) throws IOException {
        Running running = cli.startWaiting("--sandbox", mode);

        String status =
                Files.readString(Path.of("/proc", Long.toString(running.worker().pid()), "status"));
        assertTrue(status.contains("\nNoNewPrivs:\t1\n"), status);
        assertTrue(status.contains("\nSeccomp:\t2\n"), status);
        assertTrue(status.contains("\nSeccomp_filters:\t2\n"), status);
        assertTrue(status.contains("\nCapEff:\t0000000000000000\n"), status);
        ended(running);
    }

    @OnBothEngines
    void without_a_sandbox_a_guest_runs_in_the_command_itself(String engine) {
        Running running = cli.startWaiting("--sandbox", "off", "--engine", engine);

        assertEquals(List.of(), running.command().children().toList());
        ended(running);
    }

    @Test
    void a_sandbox_that_is_required_and_not_there_keeps_the_guest_from_running() {
        assertEquals(
                "cannot give the sandbox that --sandbox required asks for: wasmrunner-launch is not there; it is built"
                        + " where there is a C compiler, on Linux",
                cli.runWithoutLauncher("run", "--sandbox", "required", HELLO).refusal(125));
    }

    @Test
    void a_strict_sandbox_that_is_not_there_is_said_once_and_the_guest_runs() {
        Result result = cli.runWithoutLauncher("run", HELLO);

        assertTrue(
                result.complaint(0).startsWith("there is no sandbox around the guest but WASI's own checks: "),
                result.err());
        assertEquals("Hello from WebAssembly!\n", result.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial", "off"})
    void a_weaker_sandbox_that_is_not_there_is_not_worth_a_word(String mode) {
        cli.runWithoutLauncher("run", "--sandbox", mode, HELLO).printed("Hello from WebAssembly!\n");
    }

    @Test
    void there_are_four_modes() {
        assertEquals(
                "cannot read --sandbox \"tight\": it is strict, partial, off or required",
                cli.run("run", "--sandbox", "tight", HELLO).refusal(125));
    }

    @Tag("attack-39")
    @Test
    void a_secret_variable_is_seen_in_no_process_but_in_the_arguments_of_the_command() throws IOException {
        String secret = "SECRET=hunter2";
        Running running = cli.startWaiting("-e", secret);

        assertTrue(inProc(running.command(), "cmdline").contains(secret), "the user wrote it there");
        assertFalse(inProc(running.command(), "environ").contains(secret));
        for (ProcessHandle process : List.of(running.launcher(), running.worker())) {
            for (String file : List.of("cmdline", "environ")) {
                assertFalse(inProc(process, file).contains("hunter2"), file);
            }
        }
        ended(running);
    }

    @Tag("attack-39")
    @Test
    void the_users_own_variables_are_not_in_a_worker() throws IOException {
        Running running = cli.start(java.util.Map.of("TOKEN", "hunter2"), "run", Cli.example("cat/cat"));
        running.sync();

        for (ProcessHandle process : List.of(running.launcher(), running.worker())) {
            assertFalse(inProc(process, "environ").contains("hunter2"));
        }
        ended(running);
    }

    private static String inProc(ProcessHandle process, String file) throws IOException {
        return new String(
                Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), file)), StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_state_folder_that_others_may_write_to_is_not_used(@TempDir Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertEquals(
                "cannot use the state folder %s: others may write to it; take that away (chmod go-w %s)"
                        .formatted(folder, folder),
                cli.start(java.util.Map.of("WASMRUNNER_HOME", folder.toString()), "run", HELLO)
                        .end()
                        .refusal(125));
    }

    @Test
    void a_state_folder_of_another_user_is_not_used(@TempDir Path folder) throws IOException {
        Path other = folder;
        if ((int) Files.getAttribute(folder, "unix:uid") == 0) {
            Files.setAttribute(folder, "unix:uid", 65534);
        } else {
            other = Path.of("/");
        }

        assertTrue(cli.start(java.util.Map.of("WASMRUNNER_HOME", other.toString()), "run", HELLO)
                .end()
                .refusal(125)
                .contains("it belongs to another user; name one of your own in WASMRUNNER_HOME"));
    }

    private static void ended(Running running) {
        running.feed(new byte[0]).end().printed("");
    }
}
