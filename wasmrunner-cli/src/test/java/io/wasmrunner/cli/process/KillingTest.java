package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens when a worker, its launcher or the command is killed. */
@ExtendWith(CliExtension.class)
final class KillingTest {
    private final Cli cli;

    KillingTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void there_are_workers() {
        Optional<String> weakness = Cli.weakness();
        assumeTrue(weakness.isEmpty(), weakness::toString);
    }

    @Tag("attack-37")
    @Test
    void a_killed_launcher_takes_its_worker_along_and_the_command_says_so() {
        Running running = cli.startWaiting();
        Running.signal("KILL", running.launcher());

        // The worker would hold the output open for as long as it lives.
        assertEquals(
                "cannot run cat.wasm: the launcher ended with status 137 and left no record",
                running.end().refusal(125).replaceAll("/.*/", ""));
        assertNothingIsLeft();
    }

    @OnBothEngines
    void a_killed_worker_is_named(String engine) {
        Running running = cli.startWaiting("--engine", engine);
        Running.signal("KILL", running.worker());

        assertTrue(running.end().refusal(137).startsWith("cat.wasm was killed (SIGKILL)"));
        assertNothingIsLeft();
    }

    @OnBothEngines
    void a_worker_that_crashes_is_a_defect_of_the_engine(String engine) {
        Running running = cli.startWaiting("--engine", engine);
        Running.signal("SEGV", running.worker());

        Result result = running.end();
        assertTrue(result.refusal(result.code()).startsWith("cat.wasm crashed its worker process (signal "));
        assertTrue(result.code() == 134 || result.code() == 139, result.err());
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    void a_command_that_is_asked_to_end_ends_its_worker_first(String signal, int code) {
        Running running = cli.startWaiting();
        running.signal(signal);

        Result result = running.end();
        assertEquals("", result.err());
        assertEquals(code, result.code());
        assertNothingIsLeft();
    }

    @Test
    void no_worker_outlives_a_command_that_was_killed() throws IOException {
        try (Cli own = new Cli()) {
            Running running = own.startWaiting();
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

        assumeTrue(limited, "no cgroup with a memory limit can be changed here");
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

    private void assertNothingIsLeft() {
        String[] runs = cli.state().resolve("runs").toFile().list();
        assertEquals(List.of(), runs == null ? List.of() : List.of(runs));
    }

    /** Also when nobody has asked for its status yet. */
    private static boolean isGone(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"))
                    .contains("State:\tZ");
        } catch (IOException e) {
            return true;
        }
    }
}
