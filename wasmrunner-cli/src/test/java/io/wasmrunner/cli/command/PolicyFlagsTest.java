package io.wasmrunner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.flag.QuickParser;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.policy.NamedPolicy;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.policy.PolicyKey;
import io.wasmrunner.sandbox.policy.PolicyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyFlagsTest {
    private static final StateFolder NOTHING = new StateFolder(Path.of("nowhere"));

    @TempDir
    Path folder;

    private static ParsedLine parsed(String... words) {
        List<Flag> flags = new ArrayList<>(PolicyFlags.ALL);
        flags.addAll(CompileFlags.ALL);
        return QuickParser.parse(flags, new Operands("", 0, 9, true), List.of(words))
                .orElseThrow();
    }

    private static Policy of(String... words) {
        return PolicyFlags.of(parsed(words), NOTHING);
    }

    private static Policy line(String words) {
        return of(words.isEmpty() ? new String[0] : words.split(" "));
    }

    @Test
    void a_line_without_flags_has_the_very_standard_policy() {
        assertSame(Policy.STANDARD, line(""));
        assertSame(Policy.STANDARD, line("--engine chicory app.wasm --policy restricted"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--enforce report | enforce | report",
                "--allow-call fd_*,proc_exit --allow-call env.log | calls.allow | env.log,fd_*,proc_exit",
                "--deny-call sock_* --deny-call path_open | calls.deny | path_open,sock_*",
                "--denied-call trap | calls.denied | trap",
                "--cpus 0.5 | limits.cpus | 500",
                "--cpus 50% | limits.cpus | 500",
                "--cpu-time 2s | limits.cpu-time | 2000000000",
                "--pids-limit 64 | limits.pids | 64",
                "--ulimit nofile=128 | limits.host-files | 128",
                "--ulimit nofile=128:256 | limits.host-files | 128",
                "--ulimit fsize=1m | limits.file-size | 1048576",
                "--read-bps 1m | limits.read-rate | 1048576",
                "--write-bps 2m | limits.write-rate | 2097152",
                "--clock coarse | clock | coarse:1000000",
                "--clock fixed:1970-01-01T00:00:01Z | clock | fixed:1000000000",
                "--random-seed 42 | random | seed:42",
                "-m 64m | quotas.memory | 67108864",
                "--timeout 2s --clock coarse -m 2g | quotas.wall-time | 2000000000",
                "--clock coarse -m 2g | quotas.memory | 2147483648"
            })
    void a_flag_sets_its_key(String words, String key, String value) {
        assertEquals(value, PolicyText.write(line(words)).get(key));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--fuel 1000 | quotas.fuel",
                "--max-syscalls 7 | quotas.host-calls",
                "--max-open-files 8 | quotas.open-files",
                "--max-output 9 | quotas.output",
                "--max-disk 10 | quotas.disk",
                "--max-table-elements 11 | quotas.table-elements",
                "--max-call-depth 12 | quotas.call-depth"
            })
    void a_quota_is_the_same_with_other_flags_and_without(String words, String key) {
        Map<String, String> alone = PolicyText.write(line(words));

        assertEquals(words.substring(words.indexOf(' ') + 1), alone.get(key));
        assertEquals(
                alone.get(key),
                PolicyText.write(line("--random-seed 1 " + words)).get(key));
    }

    @Test
    void every_key_but_those_that_are_asked_for_by_other_flags_has_one() {
        Policy all =
                line("--enforce report --allow-call fd_* --deny-call fd_read --denied-call trap --cpus 1 --cpu-time 1"
                    + " --pids-limit 99 --ulimit nofile=99 --ulimit fsize=1 --read-bps 1 --write-bps 1 --clock coarse"
                    + " --random-seed 1 -m 1 --timeout 1 --fuel 1 --max-syscalls 1 --max-open-files 1 --max-output 1"
                    + " --max-disk 1 --max-table-elements 1 --max-call-depth 1 --max-connections 1 --max-network-bytes"
                    + " 1");
        List<PolicyKey> byFileAlone = new ArrayList<>(List.of(PolicyKey.values()));
        byFileAlone.removeIf(key -> PolicyText.write(all).containsKey(key.toString()));

        assertEquals(
                List.of(
                        PolicyKey.NEVER,
                        PolicyKey.QUARANTINE_AFTER,
                        PolicyKey.FILES_WRITABLE,
                        PolicyKey.FILES_MOUNTS,
                        PolicyKey.NETWORK_LISTEN,
                        PolicyKey.NETWORK_CONNECT_HOSTS,
                        PolicyKey.NETWORK_CONNECT_CIDRS,
                        PolicyKey.ENVIRONMENT_INHERIT,
                        PolicyKey.ENVIRONMENT_ALLOW,
                        PolicyKey.ENVIRONMENT_DENY,
                        PolicyKey.ABI_ALLOW),
                byFileAlone);
    }

    @Test
    void flags_narrow_a_policy_and_cannot_widen_it_by_themselves() {
        assertEquals(NamedPolicy.RESTRICTED.policy(), line("--policy restricted"));
        assertEquals(64 << 20, line("--policy restricted -m 64m").quotas().memory());
        assertEquals(256 << 20, line("--policy restricted -m 1g").quotas().memory());
        assertEquals(256 << 20, line("--policy restricted -m 0").quotas().memory());
        assertEquals(
                1 << 30,
                line("--policy restricted --policy-override -m 1g").quotas().memory());
        assertEquals(2L << 30, line("--policy standard -m 2g").quotas().memory());
        assertEquals(0, line("--policy trusted").quotas().memory());
    }

    @Test
    void a_flag_that_a_policy_outvotes_is_said_to_be() {
        List<String> none = List.of();
        List<String> one = List.of("quotas.memory is not as the flags have it: the policy is narrower, 256m; with"
                + " --policy-override the flags hold");

        assertEquals(one, outvoted("--policy restricted -m 1g --timeout 1s --deny-call fd_read"));
        assertEquals(none, outvoted("--policy restricted --policy-override -m 1g"));
        assertEquals(none, outvoted("--policy restricted --enforce report"));
        assertEquals(none, outvoted("-m 1g --clock coarse"));
    }

    private static List<String> outvoted(String words) {
        ParsedLine line = parsed(words.split(" "));
        return PolicyFlags.outvoted(line, PolicyFlags.of(line, NOTHING));
    }

    @Test
    void of_several_policies_the_narrowest_holds() throws IOException {
        String file = Files.writeString(folder.resolve("p.toml"), "quotas.memory = \"64m\"\nclock = \"coarse:2ms\"\n")
                .toString();

        Policy policy = of("--policy", "restricted", "--policy", file);

        assertEquals(64 << 20, policy.quotas().memory());
        assertEquals(2_000_000, policy.clock().nanoseconds());
        assertEquals(policy, of("--policy", file, "--policy", "restricted"));
    }

    @Test
    void a_file_that_overrides_replaces_what_it_sets() throws IOException {
        String file = Files.writeString(folder.resolve("p.toml"), "override = true\nquotas.memory = \"1g\"\n")
                .toString();

        Policy policy = of("--policy", "restricted", "--policy", file);

        assertEquals(1 << 30, policy.quotas().memory());
        assertEquals(64, policy.quotas().openFiles());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--pids-limit 5 | cannot take --pids-limit 5: limits.pids: pids cannot be 5: it must be 0, for no"
                        + " limit, or 32 to 4194304",
                "--enforce no | cannot take --enforce no: enforce: \"no\" must be refuse or report",
                "--deny-call path_opne | cannot read --deny-call path_opne: \"path_opne\" matches no host function;"
                        + " did you mean path_open?",
                "--ulimit nproc=5 | cannot take --ulimit nproc=5: use --pids-limit",
                "--ulimit stack=5 | cannot take --ulimit stack=5: a worker has nofile and fsize",
                "--ulimit nofile | cannot read --ulimit nofile: it must be a number such as 1000 or 5m; 0 means no"
                        + " limit",
                "--random-seed x | cannot take --random-seed x: it must be a whole number of at most 64 bits",
                "--cpus many | cannot read --cpus many: it must be a number of processors such as 0.5 or 50%; 0 means"
                        + " no limit",
                "--clock slow | cannot take --clock slow: clock: \"slow\" must be real, or begin with what else it is"
                        + " and a colon",
                "--clock coarse:2h | cannot take --clock coarse:2h: clock: the clock cannot be coarse with"
                        + " 7200000000000 ns: a coarse one tells 1us to 1h apart, a fixed one stands in 1970 to 2262"
            })
    void a_value_that_cannot_be_is_refused(String words, String message) {
        var e = assertThrows(WasmrunnerException.class, () -> line(words));

        assertEquals(ErrorCode.USAGE, e.code());
        assertEquals(message, e.getMessage());
    }

    @Test
    void the_policies_are_named_when_one_is_unknown() {
        var e = assertThrows(WasmrunnerException.class, () -> line("--policy restrictd"));

        assertTrue(e.getMessage().endsWith("; did you mean restricted?"), e.getMessage());
    }
}
