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
import org.junit.jupiter.api.Assumptions;
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
        Running running = waiting("--sandbox", mode);

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
        Running running = waiting("--sandbox", "off", "--engine", engine);

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

    @Tag("attack-37")
    @Test
    void a_killed_launcher_takes_its_worker_along_and_the_command_says_so() {
        Running running = waiting();
        Running.signal("KILL", running.launcher());

        // The worker would hold the output open for as long as it lives.
        assertEquals(
                "cannot run cat.wasm: the launcher ended with status 137 and left no record",
                running.end().refusal(125).replaceAll("/.*/", ""));
        assertNothingIsLeft();
    }

    @OnBothEngines
    void a_killed_worker_is_named(String engine) {
        Running running = waiting("--engine", engine);
        Running.signal("KILL", running.worker());

        assertTrue(running.end().refusal(137).startsWith("cat.wasm was killed (SIGKILL)"));
        assertNothingIsLeft();
    }

    @OnBothEngines
    void a_worker_that_crashes_is_a_defect_of_the_engine(String engine) {
        Running running = waiting("--engine", engine);
        Running.signal("SEGV", running.worker());

        Result result = running.end();
        assertTrue(result.refusal(result.code()).startsWith("cat.wasm crashed its worker process (signal "));
        assertTrue(result.code() == 134 || result.code() == 139, result.err());
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM 143", "INT 130", "HUP 129"})
    void a_command_that_is_asked_to_end_ends_its_worker_first(String signalAndCode) {
        String[] words = signalAndCode.split(" ");
        Running running = waiting();
        running.signal(words[0]);

        Result result = running.end();
        assertEquals("", result.err());
        assertEquals(Integer.parseInt(words[1]), result.code());
        assertNothingIsLeft();
    }

    @Test
    void no_worker_outlives_a_command_that_was_killed() throws IOException {
        try (Cli own = new Cli()) {
            Running running = waiting(own);
            ProcessHandle worker = running.worker();
            running.signal("KILL");

            // The worker would hold the output open for as long as it lives.
            assertEquals(137, running.end().code());
            assertTrue(isGone(worker), "the worker lives");
        }
    }

    @Test
    void a_worker_stays_in_the_memory_of_its_cgroup() throws IOException {
        Path module = Files.writeString(cli.work().resolve("greedy.wat"), """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\\08\\00\\00\\00\\03\\00\\00\\00up\\n")
              (func (export "_start")
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
                (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 16)))
                (drop (memory.grow (i32.const 8000)))
                (memory.fill (i32.const 0) (i32.const 7) (i32.const 500000000))))
            """);
        Running running = cli.start("run", "--engine", "wasmtime", module.toString());
        assertEquals("up", running.firstLine());

        boolean limited = limitMemoryToWhatItHas(running.worker());
        Result result = running.feed(new byte[] {1}).end();

        Assumptions.assumeTrue(limited, "no cgroup with a memory limit can be changed here");
        assertEquals(
                "greedy.wat was killed by the kernel: its process reached the memory limit of its cgroup; raise it"
                        + " with -m",
                result.complaint(137));
    }

    /** The quotas alone never let a guest come that far: the limit is above all that they allow. */
    private static boolean limitMemoryToWhatItHas(ProcessHandle worker) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(worker.pid()), "cgroup"))) {
            String[] parts = line.split(":", 3);
            if (!parts[2].contains("/wasmrunner-")) {
                continue;
            }
            Path[][] files = {
                {
                    Path.of("/sys/fs/cgroup/memory" + parts[2]),
                    Path.of("memory.usage_in_bytes"),
                    Path.of("memory.limit_in_bytes")
                },
                {Path.of("/sys/fs/cgroup" + parts[2]), Path.of("memory.current"), Path.of("memory.max")}
            };
            for (Path[] version : files) {
                Path limit = version[0].resolve(version[2]);
                if (Files.isWritable(limit)) {
                    long used = Long.parseLong(
                            Files.readString(version[0].resolve(version[1])).strip());
                    Files.writeString(limit, Long.toString(used + (40L << 20)));
                    return true;
                }
            }
        }
        return false;
    }

    @Tag("attack-39")
    @Test
    void a_secret_variable_is_seen_in_no_process_but_in_the_arguments_of_the_command() throws IOException {
        String secret = "SECRET=hunter2";
        Running running = waiting("-e", secret);

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

    private Running waiting(String... flags) {
        return waiting(cli, flags);
    }

    /** A guest that runs, and waits for input. */
    private static Running waiting(Cli cli, String... flags) {
        List<String> line = new java.util.ArrayList<>(List.of("run"));
        line.addAll(List.of(flags));
        line.add(Cli.example("cat/cat"));
        Running running = cli.start(line.toArray(String[]::new));
        running.sync();
        return running;
    }

    private static void ended(Running running) {
        running.feed(new byte[0]).end().printed("");
    }

    private void assertNothingIsLeft() {
        assertEquals(
                List.of(), List.of(cli.state().resolve("containers").toFile().list()));
    }

    /** Also when nobody has asked for its status yet. */
    private static boolean isGone(ProcessHandle process) {
        try {
            return inProc(process, "status").contains("State:\tZ");
        } catch (IOException e) {
            return true;
        }
    }
}
