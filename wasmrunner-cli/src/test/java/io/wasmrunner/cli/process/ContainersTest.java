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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of containers, from create to rm. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class ContainersTest {
    private static final String HELLO = Cli.example("hello/hello");
    private static final String CAT = Cli.example("cat/cat");

    /** Of each test its own: kept by nobody, it could not tell whose containers there are. */
    private final Cli cli = new Cli();

    private String failing = "";

    @BeforeEach
    void assemble() throws IOException {
        assumeTrue(Cli.weakness().isEmpty(), () -> Cli.weakness().orElseThrow());
        Path file = cli.work().resolve("failing.wat");
        Files.writeString(file, """
            (module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1) (func (export "_start") (call $exit (i32.const 3))))
            """);
        failing = file.toString();
    }

    @AfterEach
    void close() {
        cli.close();
    }

    private String ok(String... line) {
        Result result = cli.run(line);
        assertEquals(0, result.code(), String.join(" ", line) + ": " + result.err());
        return result.text().strip();
    }

    private String status(String name) {
        return ok("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", name);
    }

    /** A guest that runs until its input ends. */
    private String waiting(String name, String... flags) {
        List<String> line = new ArrayList<>(List.of("run", "-d", "-i", "--name", name));
        line.addAll(List.of(flags));
        line.add(CAT);
        return ok(line.toArray(String[]::new));
    }

    private Path folder(String id) {
        return cli.state().resolve("containers").resolve(id);
    }

    @Test
    void a_container_goes_from_create_to_rm() {
        String id = ok("create", "--name", "job", HELLO);
        assertEquals("created 0", status("job"));

        assertEquals("Hello from WebAssembly!", ok("start", "-a", "job"));
        assertEquals("exited 0", status(id.substring(0, 12)));
        assertEquals("job", ok("ps", "-a", "--format", "{{.Names}}"));
        assertEquals("", ok("ps", "-q"));
        assertEquals("0", ok("wait", "job"));

        assertEquals("job", ok("rm", "job"));
        assertEquals("", ok("ps", "-aq"));
        assertFalse(Files.exists(folder(id)));
    }

    @Test
    void what_runs_is_paused_stopped_and_started_again() {
        String id = waiting("pump");
        assertEquals("running 0", status("pump"));
        assertTrue(cli.run("rm", "pump").complaint(1).contains("it is running"));

        ok("pause", "pump");
        assertEquals("paused 0", status("pump"));
        assertTrue(cli.run("pause", "pump").complaint(1).contains("it is paused"));
        ok("unpause", "pump");
        ok("stop", "pump");
        assertEquals("exited 143", status("pump"));

        ok("start", "pump");
        ok("kill", "pump");
        assertEquals("137", ok("wait", "pump"));
        ok("rename", "pump", "other");
        assertEquals(id, ok("ps", "-aq", "--no-trunc", "--filter", "name=other"));
        ok("rm", "other");
    }

    @Test
    void a_foreground_run_is_a_container_with_the_guests_exit_code() {
        assertEquals(3, cli.run("run", "--name", "fails", failing).code());
        assertEquals("exited 3", status("fails"));
        assertEquals(3, cli.run("run", "--rm", "--name", "gone", failing).code());
        assertEquals("fails", ok("ps", "-a", "--format", "{{.Names}}"));

        Result echoed =
                cli.runWith("abc\n".getBytes(StandardCharsets.UTF_8), "run", "-i", "--rm", "--name", "echo", CAT);
        assertEquals("abc\n", echoed.text());
        assertEquals(0, echoed.code());
    }

    @Test
    void what_the_sandbox_lacks_is_said_at_the_start() {
        Result started = cli.start(
                        Map.of("WASMRUNNER_PRETEND_MISSING", "landlock"), "run", "-d", "--name", "weaker", HELLO)
                .end();
        assertEquals(
                "the sandbox is weaker than strict: landlock: pretended; see wasmrunner system check",
                started.complaint(0));
    }

    @Test
    void a_limit_that_was_asked_for_and_cannot_be_had_is_said_at_the_start() {
        Map<String, String> without = Map.of("WASMRUNNER_PRETEND_MISSING", "cgroup");
        Result started = cli.start(without, "run", "-d", "--name", "wide", "--cpus", "0.5", HELLO)
                .end();
        assertEquals("a limit could not be set: cpus: pretended; see wasmrunner system check", started.complaint(0));

        Result unasked =
                cli.start(without, "run", "-d", "--name", "plain", HELLO).end();
        assertEquals("", unasked.err());
        assertEquals(0, unasked.code());
    }

    @Test
    void a_detached_container_that_could_not_be_started_fails_the_command_and_says_why() {
        Map<String, String> without = Map.of("WASMRUNNER_PRETEND_MISSING", "landlock");
        String refused = cli.start(without, "run", "-d", "--name", "never", "--sandbox", "required", HELLO)
                .end()
                .refusal(125);
        assertTrue(refused.startsWith("cannot start a sandbox for never: landlock: "), refused);
        ok("wait", "never");
        assertEquals("exited 125", status("never"));
    }

    @Test
    void a_detached_module_that_cannot_be_linked_fails_the_command_as_it_fails_run() throws IOException {
        Path module = cli.work().resolve("unlinked.wat");
        Files.writeString(module, "(module (import \"env\" \"nothing\" (func)) (func (export \"_start\")))");

        String why = cli.run("run", module.toString()).refusal(126);
        assertTrue(why.contains("it imports env.nothing"), why);
        assertEquals(
                why,
                cli.run("run", "-d", "--name", "unlinked", module.toString()).refusal(126));
        ok("wait", "unlinked");
        assertEquals("exited 126", status("unlinked"));
        assertEquals(why, cli.run("start", "unlinked").refusal(1));
    }

    @Test
    void limits_of_a_run_without_a_cgroup_wait_for_the_next_start() {
        Map<String, String> without = Map.of("WASMRUNNER_PRETEND_MISSING", "cgroup");
        cli.start(without, "run", "-d", "--name", "late", Cli.example("limits/sleep"))
                .end();
        Result updated = cli.run("update", "--cpus", "0.5", "late");
        assertEquals(
                "late: this run has no cgroup for processors or threads: their limits wait for its next start",
                updated.complaint(0));
        assertEquals(
                "late: memory, timeout and fuel hold from its next start on",
                cli.run("update", "-m", "32m", "late").complaint(0));
        ok("rm", "-f", "late");
    }

    @Test
    void a_failing_container_is_restarted_so_often_and_tells_it() {
        ok("run", "-d", "--name", "flaky", "--restart", "on-failure:2", failing);

        assertEquals("3", ok("wait", "flaky"));
        assertEquals(
                "exited 2 3",
                ok("inspect", "--format", "{{.State.Status}} {{.RestartCount}} {{.State.ExitCode}}", "flaky"));
    }

    @Test
    void a_killed_shim_takes_its_guest_along_and_is_settled_by_the_next_who_looks() {
        for (String name : List.of("orphan", "other")) {
            // No reader of stdin, which would see its end before its own.
            String policy = name.equals("orphan") ? "unless-stopped" : "no";
            String id = ok("run", "-d", "--name", name, "--restart", policy, Cli.example("limits/sleep"));
            ProcessHandle shim = ProcessHandle.of(
                            ShimLock.owner(folder(id)).orElseThrow().pid())
                    .orElseThrow();
            shim.destroyForcibly();
            shim.onExit().join();
        }

        assertEquals("exited 137", status("orphan"));
        assertEquals("orphan", ok("system", "start"));
        assertEquals("running 0", status("orphan"));
        assertEquals("exited 137", status("other"));
        ok("stop", "orphan");
        assertEquals("", ok("system", "start"));
        assertEquals("nothing to do", ok("system", "reconcile"));
    }

    @Test
    void a_lost_or_damaged_index_is_made_anew_and_said() throws IOException {
        ok("create", "--name", "kept", HELLO);
        assertEquals("kept", ok("ps", "-a", "--format", "{{.Names}}"));
        Files.delete(cli.state().resolve("state.db"));
        Result first = cli.run("ps", "-a", "--format", "{{.Names}}");
        assertEquals("kept\n", first.text());
        assertTrue(first.err().contains("state.db was missing; made anew"), first.err());

        Files.writeString(cli.state().resolve("state.db"), "garbage");
        Result second = cli.run("ps", "-a", "--format", "{{.Names}}");
        assertEquals("kept\n", second.text());
        assertTrue(second.err().contains("made anew"), second.err());
        assertEquals("kept", ok("ps", "-a", "--format", "{{.Names}}"));
    }

    @Test
    void what_makes_no_sense_is_refused_by_name() {
        ok("create", "--name", "taken", HELLO);

        assertTrue(cli.run("create", "--name", "taken", HELLO).refusal(1).contains("has that name"));
        assertTrue(cli.run("create", "--name", "-x", HELLO).refusal(1).contains("a name is 2 to 128"));
        assertTrue(cli.run("stop", "nobody").refusal(1).contains("no container nobody"));
        assertTrue(cli.run("pause", "taken").refusal(1).contains("it is created"));
        assertTrue(cli.run("rm", "-f", "nobody").err().isEmpty());
        assertTrue(cli.run("create", "--restart", "sometimes", HELLO).refusal(1).contains("--restart sometimes"));
        assertTrue(cli.run("run", "--rm", "--restart", "always", HELLO)
                .refusal(125)
                .contains("--rm with --restart"));
        assertTrue(cli.run("ps", "--filter", "nmae=x").refusal(1).contains("did you mean name?"));
        assertTrue(
                cli.run("create", "--log-opt", "max-sise=1", HELLO).refusal(1).contains("did you mean max-size?"));
    }

    @Test
    void a_volume_outlives_its_containers_and_one_without_a_name_does_not() throws IOException {
        String files = Cli.example("files/files");
        ok("volume", "create", "--label", "kind=test", "data");
        ok("run", "--name", "first", "-v", "data:/data", "-v", "/scratch", files, "/data");
        Files.writeString(cli.state().resolve("volumes/data/data/x"), "kept");
        assertEquals(2, ok("volume", "ls", "-q").lines().count());
        assertTrue(cli.run("volume", "rm", "data").refusal(1).contains("first has it"));

        ok("rm", "-v", "first");
        assertEquals("data", ok("volume", "ls", "-q"));
        assertEquals("kept", Files.readString(cli.state().resolve("volumes/data/data/x")));
        ok("volume", "rm", "data");
    }
}
