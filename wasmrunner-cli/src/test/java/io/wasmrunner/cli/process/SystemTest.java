package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the machine has for a sandbox, as it is shown; a kernel that lacks something, as far as that can be pretended. */
@ExtendWith(CliExtension.class)
final class SystemTest {
    private final Cli cli;

    SystemTest(Cli cli) {
        this.cli = cli;
    }

    private Result without(String mechanism, String... arguments) {
        return cli.start(Map.of("WASMRUNNER_PRETEND_MISSING", mechanism), arguments)
                .feed(new byte[0])
                .end();
    }

    @Test
    void the_check_shows_engines_and_mechanisms() {
        String shown = cli.run("system", "check").text();

        for (String row :
                new String[] {"chicory", "wasmtime", "launcher", "namespaces", "landlock", "seccomp", "cgroup"}) {
            assertTrue(shown.contains(row), shown);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user-namespace",
                "mount-namespace",
                "pid-namespace",
                "network-namespace",
                "ipc-namespace",
                "private-proc",
                "rlimits",
                "capabilities",
                "no-new-privs",
                "landlock",
                "seccomp"
            })
    void a_kernel_without_a_mechanism_has_no_strict_sandbox(String mechanism) {
        assumeTrue(Cli.weakness().isEmpty(), () -> Cli.weakness().toString());

        Result check = without(mechanism, "system", "check");
        assertEquals(1, check.code(), check.text());
        assertTrue(check.text().contains("sandbox      partial"), check.text());
        assertTrue(check.text().contains("a guest that broke out") || mechanism.equals("rlimits"), check.text());

        Result required = without(mechanism, "run", "--sandbox", "required", Cli.example("hello/hello"));
        Result strict = without(mechanism, "run", Cli.example("hello/hello"));
        Result partial = without(mechanism, "run", "--sandbox", "partial", Cli.example("hello/hello"));
        assertEquals("Hello from WebAssembly!\n", strict.text());
        assertEquals("Hello from WebAssembly!\n", partial.text());
        assertEquals("", partial.err());
        if (!mechanism.equals("user-namespace") || required.code() != 0) {
            // Root needs no user namespace; to an ordinary user what there is only in one is not said again.
            assertTrue(
                    !mechanism.equals("user-namespace") || strict.err().lines().count() == 1, strict.err());
            assertTrue(strict.err().contains("weaker than strict: " + mechanism), strict.err());
            assertTrue(required.refusal(125).contains(mechanism), required.err());
        }
    }

    @Test
    void a_kernel_without_cgroups_sets_what_limits_it_can_and_says_which_it_cannot() {
        assumeTrue(Cli.weakness().isEmpty(), () -> Cli.weakness().toString());

        without("cgroup", "run", Cli.example("hello/hello")).printed("Hello from WebAssembly!\n");
        without("cgroup", "run", "--sandbox", "required", Cli.example("hello/hello"))
                .printed("Hello from WebAssembly!\n");
        Result asked = without("cgroup", "run", "--cpus", "0.5", Cli.example("hello/hello"));
        assertEquals("Hello from WebAssembly!\n", asked.text());
        assertTrue(asked.err().contains("a limit could not be set: cpus"), asked.err());
        String refused = without("cgroup", "run", "--sandbox", "required", "--cpus", "0.5", Cli.example("hello/hello"))
                .refusal(125);
        assertTrue(refused.contains("cpus"), refused);
    }

    @OnBothEngines
    void what_a_run_used_is_said_on_request(String engine) {
        String said = cli.run("run", "--stats", "--engine", engine, Cli.example("hello/hello"))
                .err();

        assertTrue(said.contains("memory 128 KiB at most, 0 bytes in, 24 bytes out"), said);
        assertTrue(said.contains("host calls 2: fd_fdstat_get 1, fd_write 1"), said);
    }

    @Test
    void a_policy_in_the_state_folder_holds_for_every_run() throws IOException {
        Files.writeString(cli.state().resolve("policy.toml"), "[calls]\ndeny = [\"fd_write\"]\n");
        try {
            Result denied = cli.run("run", Cli.example("hello/hello"));
            assertEquals("", denied.text());
            assertTrue(denied.err().contains("fd_write: the policy denies it"), denied.err());
        } finally {
            Files.delete(cli.state().resolve("policy.toml"));
        }
    }
}
