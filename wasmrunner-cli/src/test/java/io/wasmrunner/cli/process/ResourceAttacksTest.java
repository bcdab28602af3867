package io.wasmrunner.cli.process;

import static io.wasmrunner.cli.process.RawGuest.BADF;
import static io.wasmrunner.cli.process.RawGuest.FAULT;
import static io.wasmrunner.cli.process.RawGuest.FIRST;
import static io.wasmrunner.cli.process.RawGuest.OK;
import static io.wasmrunner.cli.process.RawGuest.ROOM;
import static io.wasmrunner.cli.process.RawGuest.STAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Descriptors, pointers, time, output and other guests, tried by a guest in its worker. */
@ExtendWith(CliExtension.class)
final class ResourceAttacksTest {
    private static final int PAST_THE_END = 2 * 65_536 - 4;

    private final Cli cli;

    @TempDir
    Path box;

    ResourceAttacksTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void fill() throws IOException {
        Files.writeString(box.resolve("file"), "inside");
    }

    @Tag("attack-19")
    @OnBothEngines
    void renumbering_onto_itself_or_a_closed_descriptor_breaks_nothing(String engine) {
        assertEquals(
                List.of(OK, BADF, BADF, OK, OK, BADF, OK),
                new RawGuest()
                        .call("fd_renumber", FIRST, FIRST)
                        .call("fd_renumber", FIRST, 99)
                        .call("fd_renumber", 99, FIRST)
                        .open(FIRST, STAY, "file")
                        .call("fd_renumber", FIRST, FIRST + 1)
                        .open(FIRST, STAY, "file")
                        .open(FIRST + 1, STAY, "file")
                        .run(cli, engine, "--dir", box + "::/"));
    }

    @Tag("attack-22")
    @OnBothEngines
    void four_gibibytes_of_random_bytes_are_a_fault(String engine) {
        assertEquals(List.of(FAULT), new RawGuest().call("random_get", ROOM, -1).run(cli, engine));
    }

    @Tag("attack-24")
    @OnBothEngines
    void what_reaches_past_the_end_of_memory_is_a_fault(String engine) {
        List<Integer> errnos = new RawGuest()
                .call("random_get", PAST_THE_END, 5)
                .call("clock_time_get", 0, 0L, PAST_THE_END)
                .call("fd_filestat_get", 1, PAST_THE_END)
                .call("fd_prestat_get", FIRST, PAST_THE_END)
                .call("path_filestat_get", FIRST, STAY, "file", PAST_THE_END)
                .call("path_unlink_file", FIRST, PAST_THE_END, 5)
                .call("path_unlink_file", FIRST, -1, 2)
                .call("fd_write", 1, PAST_THE_END, 1, ROOM)
                .call("args_sizes_get", PAST_THE_END + 1, ROOM)
                .run(cli, engine, "--dir", box + "::/");

        assertEquals(List.of(FAULT), errnos.stream().distinct().toList());
        assertEquals(9, errnos.size());
    }

    @Tag("attack-25")
    @OnBothEngines
    @Timeout(60)
    void a_loop_of_bulk_instructions_ends_with_its_time(String engine) {
        assertEquals(
                "fill.wasm was stopped after 1 s: wall-time limit; raise it with --timeout, or 0 for none",
                cli.run("run", "--engine", engine, "--timeout", "1s", Cli.example("limits/fill"))
                        .refusal(124));
    }

    @Tag("attack-25")
    @OnBothEngines
    @Timeout(60)
    void a_sleep_of_a_hundred_years_ends_with_its_time(String engine) throws IOException {
        Path module = Files.writeString(cli.work().resolve("century.wat"), """
            (module
              (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (func (export "_start")
                (i32.store (i32.const 16) (i32.const 1))
                (i64.store (i32.const 24) (i64.const 3155760000000000000))
                (drop (call $poll (i32.const 0) (i32.const 128) (i32.const 1) (i32.const 256)))))
            """);

        assertEquals(
                "century.wat was stopped after 1 s: wall-time limit; raise it with --timeout, or 0 for none",
                cli.run("run", "--engine", engine, "--timeout", "1s", module.toString())
                        .refusal(124));
    }

    @Tag("attack-28")
    @OnBothEngines
    @Timeout(120)
    void a_module_of_many_locals_is_compiled_or_refused_with_a_message(String engine) throws IOException {
        Path module = Files.writeString(
                cli.work().resolve("locals.wat"),
                "(module (func (export \"_start\") (local" + " i32".repeat(49_000) + ")))");

        Result result = cli.run("run", "--engine", engine, module.toString());

        assertTrue(result.code() == 0 || result.code() == 126, result.err());
        if (result.code() == 126) {
            assertTrue(result.refusal(126).contains("locals.wat"), result.err());
        }
    }

    @Tag("attack-31")
    @OnBothEngines
    void what_a_guest_names_is_inert_where_the_command_repeats_it(String engine) {
        Result result = new RawGuest()
                .open(FIRST, STAY, "../\u001b]0;title\u0007\r\u001b[2J\u009b31m")
                .result(cli, engine, "--dir", box + "::/");

        assertTrue(result.err().contains("refused attempt"), result.err());
        assertTrue(result.err().contains("\\x1b]0;title\\x07"), result.err());
        assertFalse(result.err().strip().chars().anyMatch(each -> Character.isISOControl(each) && each != '\n'));
    }

    @Tag("attack-31")
    @OnBothEngines
    void what_a_guest_logs_is_inert(String engine) throws IOException {
        Path module = Files.writeString(cli.work().resolve("log.wat"), """
            (module
              (import "env" "log" (func $log (param i32 i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\\1b]0;title\\07\\0d\\1b[2Jx")
              (func (export "_start") (call $log (i32.const 0) (i32.const 16))))
            """);

        Result result = cli.run("run", "--engine", engine, "--allow-abi", "log", module.toString());

        assertTrue(result.err().contains("\\x1b]0;title\\x07"), result.err());
        assertFalse(result.err().strip().chars().anyMatch(each -> Character.isISOControl(each) && each != '\n'));
    }

    @Tag("attack-34")
    @OnBothEngines
    void a_guest_finds_nothing_of_another_ones_in_fresh_memory(String engine) throws IOException {
        Path writer = Files.writeString(cli.work().resolve("writer.wat"), """
            (module (memory (export "memory") 512)
              (func (export "f") (result i32)
                (memory.fill (i32.const 0) (i32.const 90) (i32.const 33554432)) (i32.const 0)))
            """);
        Path reader = Files.writeString(cli.work().resolve("reader.wat"), """
            (module (memory (export "memory") 256)
              (func (export "f") (result i64) (local $at i32) (local $seen i64)
                (drop (memory.grow (i32.const 256)))
                (loop $next
                  (local.set $seen (i64.or (local.get $seen) (i64.load (local.get $at))))
                  (local.set $at (i32.add (local.get $at) (i32.const 8)))
                  (br_if $next (i32.lt_u (local.get $at) (i32.const 33554432))))
                (local.get $seen)))
            """);

        cli.run("run", "--engine", engine, "--invoke", "f", writer.toString()).printed("0\n");
        cli.run("run", "--engine", engine, "--invoke", "f", reader.toString()).printed("0\n");
    }

    @Tag("attack-34")
    @OnBothEngines
    void two_guests_share_neither_process_nor_view_of_processes(String engine) throws IOException {
        Assumptions.assumeTrue(Cli.weakness().isEmpty(), "no strict sandbox here");
        Running first = cli.start("run", "--engine", engine, Cli.example("cat/cat"));
        Running second = cli.start("run", "--engine", engine, Cli.example("cat/cat"));
        first.sync();
        second.sync();

        for (String kind : List.of("pid", "mnt", "ipc", "net")) {
            assertNotEquals(namespace(first, kind), namespace(second, kind), kind);
        }
        first.feed(new byte[0]).end().printed("");
        second.feed(new byte[0]).end().printed("");
    }

    private static String namespace(Running running, String kind) throws IOException {
        return Files.readSymbolicLink(
                        Path.of("/proc", Long.toString(running.worker().pid()), "ns", kind))
                .toString();
    }

    @Tag("attack-38")
    @OnBothEngines
    void a_worker_has_no_descriptor_but_streams_its_own_and_what_was_given(String engine) throws IOException {
        Assumptions.assumeTrue(Cli.weakness().isEmpty(), "no strict sandbox here");
        Running running = cli.start("run", "--engine", engine, "--dir", box + "::/", Cli.example("cat/cat"));
        running.sync();

        Path state = cli.state().toRealPath();
        int given = 0;
        for (Path descriptor : descriptors(running.worker())) {
            String target = Files.readSymbolicLink(descriptor).toString();
            int number = Integer.parseInt(descriptor.getFileName().toString());
            given += target.equals(box.toRealPath().toString()) ? 1 : 0;
            assertTrue(
                    number <= 2
                            || target.equals(box.toRealPath().toString())
                            || target.startsWith(System.getProperty("java.home"))
                            || target.endsWith(".jar")
                            || target.endsWith("classes")
                            || target.startsWith(state.resolve("runs").toString())
                            || target.contains("urandom")
                            || target.contains("/dev/random")
                            || target.startsWith("/memfd:wasm-memory-image"),
                    number + " is " + target);
        }
        assertEquals(1, given);
        running.feed(new byte[0]).end().printed("");
    }

    private static List<Path> descriptors(ProcessHandle process) throws IOException {
        try (var all = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return all.toList();
        }
    }
}
