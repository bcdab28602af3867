package io.wasmrunner.core.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.policy.NamedPolicy;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.policy.PolicyKey;
import io.wasmrunner.sandbox.policy.PolicyLayer;
import io.wasmrunner.sandbox.policy.PolicyMerge;
import io.wasmrunner.sandbox.policy.PolicyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyFileTest {
    @TempDir
    Path folder;

    private static Policy merged(PolicyLayer layer) {
        return new PolicyMerge().add(layer).policy();
    }

    private static String refusal(String toml) {
        var e = assertThrows(WasmrunnerException.class, () -> PolicyFile.parse("p.toml", toml));
        assertEquals(ErrorCode.USAGE, e.code());
        return e.getMessage().replace("cannot read the policy p.toml: ", "");
    }

    @ParameterizedTest
    @EnumSource
    void a_named_policy_is_what_its_file_says(NamedPolicy named) {
        PolicyLayer layer = PolicyFile.parse(named + ".toml", Policies.toml(named));

        assertEquals(PolicyKey.values().length, layer.values().size());
        assertEquals(named.policy(), merged(layer));
    }

    @Test
    void a_file_says_only_what_it_sets() {
        PolicyLayer layer = PolicyFile.parse("p.toml", """
            override = true
            clock = "fixed:2026-01-01T00:00:00Z"
            quotas.memory = "64m"
            limits.cpus = "50%"
            [calls]
            deny = ["sock_*", "env.log"]
            """);

        assertTrue(layer.override());
        assertEquals(
                Map.of(
                        PolicyKey.CLOCK, "fixed:1767225600000000000",
                        PolicyKey.MEMORY, "67108864",
                        PolicyKey.CPUS, "500",
                        PolicyKey.CALLS_DENY, "env.log,sock_*"),
                layer.values());
    }

    @Test
    void an_empty_file_says_nothing() {
        assertEquals(PolicyLayer.NONE, PolicyFile.parse("p.toml", "# nothing\n[quotas]\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "quotas.memory = 65536 | 65536",
                "quotas.memory = \"64k\" | 65536",
                "quotas.wall-time = 2 | 2000000000",
                "quotas.wall-time = \"1m30s\" | 90000000000",
                "quotas.wall-time = 0.5 | 500000000",
                "quotas.fuel = \"5m\" | 5000000",
                "limits.cpus = 0.5 | 500",
                "limits.cpus = 2 | 2000",
                "limits.cpus = \"50%\" | 500",
                "clock = \"coarse\" | coarse:1000000",
                "clock = \"coarse:20ms\" | coarse:20000000",
                "random = \"seed:42\" | seed:42",
                "files.mounts = [\"/srv\", \"/a,b\"] | /a\\,b,/srv",
                "calls.allow = [\"fd_*\", \"proc_exit\"] | fd_*,proc_exit",
                "calls.allow = [[\"fd_*\"], [\"*_read\", \"fd_write\"]] | *_read,fd_write&fd_*",
                "network.listen = [] | ``"
            })
    void values_are_read_as_flags_are(String line, String text) {
        assertEquals(
                text,
                PolicyFile.parse("p.toml", line).values().values().iterator().next());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "quotas.memmory = 1 | line 2, column 1: unknown key \"quotas.memmory\"; did you mean quotas.memory?",
                "quota.memory = 1 | line 2, column 1: unknown key \"quota\"; did you mean quotas?",
                "colour = 1 | line 2, column 1: unknown key \"colour\"; wasmrunner policy show --format toml has all"
                        + " there are",
                "\"quotas.memory\" = 1 | line 2, column 1: unknown key \"quotas.memory\"; did you mean quotas.memory?",
                "enforce.x = 1 | line 2, column 1: enforce: a table is given, and it must be text in quotes",
                "quotas = 1 | line 2, column 1: quotas is a table: write [quotas], and keys below",
                "quotas.memory = \"64q\" | line 2, column 1: cannot read quotas.memory 64q: it must be"
                        + " a size such as 64m or 1g; 0 means no limit",
                "quotas.wall-time = \"5x\" | line 2, column 1: cannot read quotas.wall-time 5x: it"
                        + " must be a duration such as 500ms, 5s or 1m30s; 0 means no limit",
                "limits.cpus = \"half\" | line 2, column 1: cannot read limits.cpus half: it must be a"
                        + " number of processors such as 0.5 or 50%; 0 means no limit",
                "quotas.memory = -1 | line 2, column 1: cannot read quotas.memory -1: it must be a size"
                        + " such as 64m or 1g; 0 means no limit",
                "limits.pids = 5 | line 2, column 1: limits.pids: pids cannot be 5: it must be 0, for no limit, or 32"
                        + " to 4194304",
                "files.writable = \"yes\" | line 2, column 1: files.writable: \"yes\" is given, and it must be true or"
                        + " false",
                "files.mounts = \"/srv\" | line 2, column 1: files.mounts: \"/srv\" is given, and it must be a list of"
                        + " texts, such as [\"a\", \"b\"]",
                "calls.deny = [1] | line 2, column 1: calls.deny: 1 is given, and it must be a list of texts, such as"
                        + " [\"a\", \"b\"]",
                "calls.deny = [\"path_opne\"] | line 2, column 1: calls.deny: \"path_opne\" matches no host function;"
                        + " did you mean path_open?",
                "abi.allow = [\"logs\"] | line 2, column 1: abi.allow: \"logs\" matches no capability; did you mean"
                        + " log?",
                "network.listen = [\"8080\"] | line 2, column 1: network.listen: \"8080\" matches no listener: it must"
                        + " look like 127.0.0.1:8080, 127.0.0.1:* or *:80",
                "enforce = \"maybe\" | line 2, column 1: enforce: \"maybe\" must be refuse or report",
                "clock = \"fixed:today\" | line 2, column 1: cannot read clock fixed:today: it must look like"
                        + " fixed:2026-01-01T00:00:00Z, from 1970 to 2262"
            })
    void what_is_wrong_is_said_with_its_place(String line, String expected) {
        assertEquals(expected, refusal("# the first line\n" + line + "\n"));
    }

    @Test
    void what_is_no_toml_is_said_with_its_place() {
        assertTrue(refusal("clock = \n").startsWith("line 1, column 9: "), refusal("clock = \n"));
        assertTrue(refusal("never = \"kill\"\nnever = \"kill\"").startsWith("line 2, column 1: "));
    }

    @Test
    void a_file_is_read_from_disk() throws IOException {
        Path file = Files.writeString(folder.resolve("p.toml"), "never = \"errno\"\n");

        assertEquals(Map.of(PolicyKey.NEVER, "errno"), PolicyFile.read(file).values());
        assertEquals(
                Map.of(PolicyKey.NEVER, "errno"),
                Policies.layer(file.toString()).values());
    }

    @Test
    void a_file_that_cannot_be_one_is_refused() throws IOException {
        Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0});

        assertTrue(refusal(large).endsWith("large: it is larger than 1 MiB, as no policy is"));
        assertTrue(refusal(binary).endsWith("binary: it is not UTF-8"));
        assertTrue(refusal(folder).startsWith("cannot read the policy "));
    }

    private static String refusal(Path file) {
        return assertThrows(WasmrunnerException.class, () -> PolicyFile.read(file))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"restrict", "restricted.toml"})
    void what_is_neither_name_nor_file_is_answered_with_the_names(String name) {
        var e = assertThrows(WasmrunnerException.class, () -> Policies.layer(name));

        assertEquals(ErrorCode.NOT_FOUND, e.code());
        assertTrue(
                e.getMessage()
                        .startsWith(
                                "cannot read the policy " + name + ": there is no such file, and the policies with a"
                                        + " name are restricted, standard, trusted"),
                e.getMessage());
    }

    @Test
    void what_is_printed_as_toml_reads_as_the_same_policy() {
        for (Map<String, String> pairs : java.util.List.<Map<String, String>>of(
                Map.of(),
                Map.of("quotas.memory", "65537", "quotas.wall-time", "1", "limits.cpu-time", "1500000"),
                Map.of("clock", "fixed:1767225600000000001", "random", "seed:-3", "limits.cpus", "1234"),
                Map.of("clock", "coarse:1234", "quotas.wall-time", "3600000000000", "files.mounts", "/a\\\\b,/c\\,\"d"),
                Map.of("calls.allow", "fd_*&*_read", "calls.deny", "env.*", "network.listen", ""))) {
            Policy policy = PolicyText.read(pairs);
            assertEquals(policy, merged(PolicyFile.parse("printed", PolicyPrint.toml(policy))));
        }
    }
}
