package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a policy means for a guest in a worker. */
@ExtendWith(CliExtension.class)
final class PolicyRunTest {
    private final Cli cli;

    @TempDir
    Path box;

    PolicyRunTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void there_are_workers() {
        Optional<String> weakness = Cli.weakness();
        assumeTrue(weakness.isEmpty(), weakness::toString);
    }

    @OnBothEngines
    void under_the_restricted_policy_a_program_computes_and_prints(String engine) {
        Result result = cli.run("run", "--engine", engine, "--policy", "restricted", Cli.example("hello/hello"));

        assertEquals("Hello from WebAssembly!\n", result.text());
        assertEquals(0, result.code());
        // An ordinary user seldom has a cgroup for the policy's processors and threads, and is told so.
        assertTrue(result.err().lines().allMatch(line -> line.contains("a limit could not be set: ")), result.err());
    }

    @Test
    void a_restricted_guest_has_no_listener() {
        String told = cli.run("run", "--policy", "restricted", "--tcplisten", "127.0.0.1:0", Cli.example("cat/cat"))
                .refusal(125);

        assertTrue(told.contains("--tcplisten 127.0.0.1:0"), told);
        assertTrue(told.contains("network.listen"), told);
    }

    @OnBothEngines
    void a_restricted_guest_writes_nowhere(String engine) throws IOException {
        Files.writeString(box.resolve("file"), "inside");

        assertEquals(
                java.util.List.of(RawGuest.OK, RawGuest.PERM),
                new RawGuest()
                        .open(RawGuest.FIRST, RawGuest.STAY, "file")
                        .open(RawGuest.FIRST, RawGuest.STAY, "new", RawGuest.CREATE, RawGuest.WRITE)
                        .run(cli, engine, "--policy", "restricted", "--dir", box + "::/"));
        assertFalse(Files.exists(box.resolve("new")));
    }

    @OnBothEngines
    void a_denied_call_fails_and_is_named(String engine) {
        Result result =
                new RawGuest().call("random_get", RawGuest.ROOM, 8).result(cli, engine, "--deny-call", "random_get");

        assertEquals(java.util.List.of(RawGuest.PERM), RawGuest.errnos(result));
        assertTrue(result.complaint(0).startsWith("1 refused attempt: random_get: "), result.err());
    }

    @OnBothEngines
    void what_is_only_reported_is_done_and_named(String engine) {
        Result result = new RawGuest()
                .call("random_get", RawGuest.ROOM, 8)
                .result(cli, engine, "--deny-call", "random_get", "--enforce", "report");

        assertEquals(java.util.List.of(RawGuest.OK), RawGuest.errnos(result));
        assertTrue(result.complaint(0).startsWith("1 recorded attempt: random_get: "), result.err());
    }

    @OnBothEngines
    void the_kernel_ends_a_worker_that_used_up_its_cpu_time(String engine) {
        assertEquals(
                "loop.wasm was stopped: CPU-time limit reached; raise it with --cpu-time, or 0 for none",
                cli.run("run", "--engine", engine, "--cpu-time", "2s", Cli.example("limits/loop"))
                        .refusal(152));
    }

    @Test
    void a_share_of_a_processor_is_written_to_the_cgroup_of_the_worker() throws IOException {
        Running running = cli.start("run", "--cpus", "0.5", Cli.example("cat/cat"));
        running.sync();
        Optional<String> share = share(running.worker());
        Result result = running.feed(new byte[0]).end();

        assertEquals(0, result.code());
        assumeTrue(share.isPresent(), "no cgroup can be had here: " + result.err());
        assertEquals("50%", share.get());
    }

    /** As version 1 or version 2 tells it. */
    private static Optional<String> share(ProcessHandle worker) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(worker.pid()), "cgroup"))) {
            String[] parts = line.split(":", 3);
            Path first = Path.of("/sys/fs/cgroup/cpu" + parts[2]);
            Path second = Path.of("/sys/fs/cgroup" + parts[2], "cpu.max");
            if (parts[2].contains("/wasmrunner-") && Files.exists(first.resolve("cpu.cfs_quota_us"))) {
                return Optional.of(percent(
                        Files.readString(first.resolve("cpu.cfs_quota_us")),
                        Files.readString(first.resolve("cpu.cfs_period_us"))));
            }
            if (parts[2].contains("/wasmrunner-") && Files.exists(second)) {
                String[] words = Files.readString(second).split(" ", 2);
                return Optional.of(percent(words[0], words[1]));
            }
        }
        return Optional.empty();
    }

    private static String percent(String quota, String period) {
        return Long.parseLong(quota.strip()) * 100 / Long.parseLong(period.strip()) + "%";
    }
}
