package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.quarantine.QuarantineStore;
import io.wasmrunner.core.violation.ViolationRecord;
import io.wasmrunner.core.violation.ViolationStore;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.runtime.module.ModuleBinary;
import io.wasmrunner.sandbox.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Violations and what comes of them, as commands show them. */
final class QuarantineTest {
    private static final String ESCAPE = Cli.example("escape/escape");
    private static final Digest OTHER = Digest.sha256("ef".repeat(32));

    private static Digest escape() throws IOException {
        return Digest.sha256(ModuleBinary.of(Files.readAllBytes(Cli.EXAMPLES.resolve("escape/escape.wasm")))
                .sha256());
    }

    private static ViolationRecord violation(Digest digest, String module, String target) {
        return ViolationRecord.of(
                new Violation(Violation.Kind.PATH, "path_open", target, "it leads out of the directory"),
                "4b8f2c9d0e7a",
                digest,
                module);
    }

    private static List<String> lines(Cli cli, String... arguments) {
        Result result = cli.run(arguments);
        assertEquals(0, result.code(), result.err());
        return result.text().lines().toList();
    }

    @Test
    void violations_are_listed_by_module_digest_container_and_time() throws IOException {
        try (Cli cli = new Cli()) {
            cli.run("violations").printed("");
            new ViolationStore(cli.state())
                    .append(List.of(
                            violation(escape(), "work/escape.wasm", "/etc/passwd"),
                            violation(OTHER, "other.wasm", "\u001b[2Jx")));

            List<String> all = lines(cli, "violations");
            assertEquals(2, all.size());
            assertTrue(
                    all.getFirst()
                            .endsWith("Z  " + escape().abbreviated() + "  work/escape.wasm  path       path_open"
                                    + " /etc/passwd: it leads out of the directory"),
                    all.getFirst());
            assertTrue(all.getLast().contains("path_open \\x1b[2Jx: it leads"), all.getLast());
            assertEquals(all.subList(0, 1), lines(cli, "violations", ESCAPE));
            assertEquals(all.subList(0, 1), lines(cli, "violations", "escape.wasm"));
            assertEquals(all.subList(1, 2), lines(cli, "violations", "sha256:efef"));
            assertEquals(all, lines(cli, "violations", "4b8f2c"));
            assertEquals(all.subList(1, 2), lines(cli, "violations", "-n", "1"));
            assertEquals(all, lines(cli, "violations", "--since", "1h"));
            assertEquals(List.of(), lines(cli, "violations", "--since", "2999-01-01"));
            String json = cli.run("violations", "--format", "json", "efef").text();
            assertTrue(json.contains("\"kind\" : \"path\"") && json.contains("\"digest\" : \"" + OTHER + "\""), json);
        }
    }

    @Test
    void a_module_is_quarantined_listed_and_lifted() throws IOException {
        try (Cli cli = new Cli()) {
            cli.run("quarantine", "ls").printed("");
            cli.run("quarantine", "add", "--reason", "not reviewed", ESCAPE).printed("quarantined " + escape() + "\n");
            new QuarantineStore(cli.state())
                    .countViolations(OTHER, "other.wasm", "4b8f", List.of(violation(OTHER, "other.wasm", "/x")), 3);

            List<String> shown = lines(cli, "quarantine", "ls");
            assertEquals(1, shown.size());
            assertTrue(
                    shown.getFirst()
                            .startsWith(
                                    escape().abbreviated() + "  quarantined  " + ESCAPE + "  quarantined by hand on 2"),
                    shown.getFirst());
            assertEquals(2, lines(cli, "quarantine", "ls", "--all").size());
            String json = cli.run("quarantine", "ls", "-a", "--format", "json").text();
            assertTrue(json.contains("\"state\" : \"counted\"") && json.contains("\"strikes\" : 1"), json);

            cli.run("quarantine", "lift", escape().hex().substring(0, 8)).printed("lifted " + escape() + "\n");
            cli.run("quarantine", "ls").printed("");
            List<String> audit = lines(cli, "audit", "ls");
            assertTrue(audit.getFirst().contains("  quarantine       "), audit.getFirst());
            assertTrue(audit.getLast().contains("  quarantine-lift "), audit.getLast());
            cli.run("audit", "verify").printed("ok: 2 records\n");
        }
    }

    @Test
    void a_file_lifts_too_and_a_digest_is_enough_to_add() {
        try (Cli cli = new Cli()) {
            cli.run("quarantine", "add", OTHER.toString()).printed("quarantined " + OTHER + "\n");
            cli.run("quarantine", "add", ESCAPE);

            assertEquals(0, cli.run("quarantine", "lift", ESCAPE).code());
            cli.run("quarantine", "lift", "sha256:e").printed("lifted " + OTHER + "\n");
        }
    }

    @Test
    void what_is_wrong_with_a_line_is_said() {
        try (Cli cli = new Cli()) {
            assertEquals(
                    "quarantine: \"show\" is none of ls, lift and add; see wasmrunner quarantine --help",
                    cli.run("quarantine", "show").refusal(125));
            assertEquals(
                    "quarantine lift: a file or digest is missing; see wasmrunner quarantine --help",
                    cli.run("quarantine", "lift").refusal(125));
            assertEquals(
                    "cannot lift the quarantine of nosuch: there is no such file, and no quarantined module with such a"
                            + " digest; wasmrunner quarantine ls lists them",
                    cli.run("quarantine", "lift", "nosuch").refusal(127));
            assertEquals(
                    "cannot read the digest nosuch: it must be sha256: and 64, or sha512: and 128, hexadecimal digits"
                            + " in lower case",
                    cli.run("quarantine", "add", "nosuch").refusal(125));
            cli.run("quarantine", "add", "sha256:" + "ab".repeat(32));
            cli.run("quarantine", "add", "sha256:" + "ab".repeat(31) + "cd");
            assertEquals(
                    "cannot lift the quarantine of abab: the digests of 2 quarantined modules start so; give more of"
                            + " it",
                    cli.run("quarantine", "lift", "abab").refusal(125));
        }
    }
}
