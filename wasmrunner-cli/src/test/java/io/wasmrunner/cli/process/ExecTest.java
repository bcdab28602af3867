package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** More guests in a container. */
@ExtendWith(CliExtension.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class ExecTest {
    private final Cli cli;

    ExecTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void needContainers() {
        Box.assumeKept();
    }

    @Test
    void another_module_runs_with_the_variables_the_files_and_the_exit_codes_of_docker() throws Exception {
        try (Box box = Box.start(cli, "exec-one", "-e", "MINE=1")) {
            String said = box.ok("exec", "-w", "/bin", "-e", "X=2", box.name(), "env.wasm", "--flag", "b");
            assertEquals("""
                arg 0: env.wasm
                arg 1: --flag
                arg 2: b
                env: WHO=image
                env: PWD=/bin
                env: MINE=1
                env: X=2
                """, said);

            byte[] hello = "hello\n".getBytes(StandardCharsets.UTF_8);
            cli.runWith(hello, "exec", "-i", box.name(), "/bin/cat.wasm").printed("hello\n");
            cli.runWith(hello, "exec", box.name(), "/bin/cat.wasm").printed("");
            assertTrue(box.ok("exec", box.name(), "/bin/files.wasm", "/").endsWith(" 0 failed\n"));

            assertEquals(
                    "cannot run /nope.wasm in exec-one: there is no such file among the container's",
                    cli.run("exec", box.name(), "/nope.wasm").refusal(127));
            assertEquals(
                    "cannot run conf: it is not WebAssembly",
                    cli.run("exec", box.name(), "conf").refusal(126));
            cli.run("exec", "exec-nobody", "/bin/env.wasm").refusal(1);

            String events = Files.readString(cli.state().resolve("events.jsonl"));
            assertTrue(events.contains("\"exec_create\"") && events.contains("\"exec_start\""), events);
            assertTrue(events.contains("\"exec_die\"") && events.contains("\"exitCode\":\"126\""), events);

            box.ok("stop", "-t", "0", box.name());
            assertEquals(
                    "cannot execute in exec-one: it is exited; start it first: wasmrunner start exec-one",
                    cli.run("exec", box.name(), "/bin/env.wasm").refusal(1));
        }
    }

    @Test
    void it_ends_with_the_guest_that_the_container_is_for() throws Exception {
        try (Box box = Box.start(cli, "exec-two")) {
            Running guest = cli.start("exec", "-i", box.name(), "/bin/cat.wasm");
            guest.sync();

            box.ok("stop", "-t", "0", box.name());

            assertEquals(143, guest.end().code());
        }
    }

    @Test
    void it_is_held_with_the_guest_that_the_container_is_for() throws Exception {
        try (Box box = Box.start(cli, "exec-held")) {
            Running guest = cli.start("exec", "-i", box.name(), "/bin/cat.wasm");
            guest.sync();
            Path state = Path.of("/proc", Long.toString(guest.worker().pid()), "stat");

            box.ok("pause", box.name());
            while (!Files.readString(state).contains(") T ")) {
                Thread.onSpinWait();
            }
            box.ok("unpause", box.name());
            guest.sync();

            box.ok("pause", box.name());
            box.ok("stop", "-t", "0", box.name());
            assertEquals(143, guest.end().code());
        }
    }

    @Test
    void an_export_is_called_in_a_new_instance_of_the_module_of_a_container() throws IOException {
        Path module = Files.writeString(cli.work().resolve("counter.wat"), """
            (module
              (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (global $count (mut i32) (i32.const 40))
              (func (export "add") (param i32) (result i32)
                (global.set $count (i32.add (global.get $count) (local.get 0)))
                (global.get $count))
              (func (export "_start")
                (i32.store (i32.const 0) (i32.const 64))
                (i32.store (i32.const 4) (i32.const 1))
                (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 16)))))
            """);
        cli.run("run", "-d", "-i", "--name", "exec-three", module.toString());
        try {
            cli.run("exec", "--invoke", "add", "exec-three", "2").printed("42\n");
            cli.run("exec", "--invoke", "add", "exec-three", "2").printed("42\n");
        } finally {
            cli.run("rm", "-f", "exec-three");
        }
    }

    @Test
    void a_detached_one_goes_on_without_anybody() throws Exception {
        try (Box box = Box.start(cli, "exec-four")) {
            cli.run("exec", "-d", "-e", "SECRET=x", box.name(), "/bin/files.wasm", "/nowhere")
                    .printed("");
            assertEquals(127, cli.run("exec", "-d", box.name(), "/nope.wasm").code());

            String id = box.ok("ps", "-q", "--no-trunc", "--filter", "name=exec-four")
                    .strip();
            while (!Files.readString(cli.state().resolve("events.jsonl")).matches("(?s).*exec_die[^\n]*" + id + ".*")) {
                Thread.onSpinWait();
            }
            assertFalse(Files.readString(cli.state().resolve("events.jsonl")).contains("SECRET"));
        }
    }

    @Test
    void output_looks_like_a_terminals_when_it_is_asked_to() throws Exception {
        String probe = """
            (module
              (import "wasi_snapshot_preview1" "fd_fdstat_get" (func $stat (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (func (export "_start")
                (drop (call $stat (i32.const 1) (i32.const 0)))
                ;; The type, and with 16 the right to seek.
                (call $exit (i32.add
                  (i32.load8_u (i32.const 0))
                  (i32.mul (i32.const 4) (i32.and (i32.load8_u (i32.const 8)) (i32.const 4)))))))
            """;
        Path module = Files.writeString(cli.work().resolve("probe.wat"), probe);
        assertEquals(2, cli.run("run", "--rm", "-t", module.toString()).code());
        assertEquals(0, cli.run("run", "--rm", module.toString()).code());
        assertEquals(
                2, cli.run("run", "--name", "exec-tty", "-t", module.toString()).code());
        cli.run("rm", "exec-tty").printed("exec-tty\n");
    }
}
