package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.audit.AuditEvent;
import io.wasmrunner.core.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AuditTest {
    private static void append(Cli cli, String name) throws IOException {
        new AuditLog(cli.state())
                .append(AuditEvent.run("sha256:1a", name, "4b8f2c9d0e7a", "standard", "sha256:2b", "strict"));
    }

    @Test
    void a_log_is_listed_and_verified() throws IOException {
        try (Cli cli = new Cli()) {
            cli.run("audit", "verify").printed("ok: 0 records\n");
            cli.run("audit", "ls").printed("");
            append(cli, "app one.wasm");
            append(cli, "\u001b[31mtwo.wasm");

            cli.run("audit", "verify").printed("ok: 2 records\n");
            List<String> lines = cli.run("audit", "ls").text().lines().toList();
            assertEquals(2, lines.size());
            assertTrue(
                    lines.getFirst()
                            .endsWith("Z  run              user=" + System.getProperty("user.name")
                                    + " digest=sha256:1a name=\"app one.wasm\" container=4b8f2c9d0e7a policy=standard"
                                    + " policyDigest=sha256:2b sandbox=strict"),
                    lines.getFirst());
            assertTrue(lines.getLast().contains(" name=\\x1b[31mtwo.wasm "), lines.getLast());
            assertEquals(1, cli.run("audit", "ls", "-n", "1").text().lines().count());
            assertEquals(
                    2, cli.run("audit", "ls", "--since", "1h").text().lines().count());
            cli.run("audit", "ls", "--since", "2999-01-01").printed("");
            String json = cli.run("audit", "ls", "--format", "json").text();
            assertTrue(json.contains("\"seq\" : \"2\""), json);
        }
    }

    @Test
    void a_changed_record_is_told_by_line_and_exit_code() throws IOException {
        try (Cli cli = new Cli()) {
            append(cli, "one.wasm");
            append(cli, "two.wasm");
            Path log = cli.state().resolve("audit.jsonl");
            Files.writeString(log, Files.readString(log).replace("one.wasm", "eno.wasm"));

            assertEquals(
                    "the audit log is not whole: line 2: it does not follow line 1: that one was changed, or this one",
                    cli.run("audit", "verify").refusal(1));
        }
    }

    @Test
    void what_is_wrong_with_a_line_is_said() {
        try (Cli cli = new Cli()) {
            assertEquals(
                    "audit: \"show\" is neither ls nor verify; see wasmrunner audit --help",
                    cli.run("audit", "show").refusal(125));
            assertEquals(
                    "audit: ls|verify is missing; see wasmrunner audit --help",
                    cli.run("audit").refusal(125));
            assertEquals(
                    "cannot print the format \"xml\": --format takes text or json",
                    cli.run("audit", "ls", "--format", "xml").refusal(125));
            assertTrue(cli.run("audit", "ls", "--since", "yesterday")
                    .refusal(125)
                    .startsWith("cannot read --since yesterday: it must be a duration"));
        }
    }
}
