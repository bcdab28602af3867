package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(CliExtension.class)
final class PolicyTest {
    private final Cli cli;

    PolicyTest(Cli cli) {
        this.cli = cli;
    }

    @Test
    void the_policies_with_a_name_are_listed() {
        String list = cli.run("policy", "ls").text();

        assertTrue(list.contains("restricted   for programs nobody vouches for"), list);
        assertEquals(3, list.lines().count());
        assertTrue(cli.run("policy", "ls", "--format", "json").text().contains("\"name\" : \"trusted\""));
    }

    @Test
    void a_policy_is_shown_to_people() {
        String text = cli.run("policy", "show", "restricted").text();

        assertTrue(text.contains("\nquotas.memory            256m\n"), text);
        assertTrue(text.contains("\nfiles.mounts             any\n"), text);
        assertTrue(text.contains("\nnetwork.listen           none\n"), text);
        assertTrue(text.contains("\nquotas.fuel              no limit\n"), text);
        assertTrue(cli.run("policy", "show").text().contains("\nquotas.memory            1g\n"));
    }

    @Test
    void a_policy_is_shown_to_programs() throws IOException {
        List<String> keys = new ArrayList<>();
        try (JsonParser json = new JsonFactory()
                .createParser(cli.run("policy", "show", "restricted", "--format", "json")
                        .out())) {
            assertEquals(JsonToken.START_OBJECT, json.nextToken());
            while (json.nextToken() != JsonToken.END_OBJECT) {
                keys.add(json.currentName());
                json.nextToken();
                if (keys.getLast().equals("quotas.memory")) {
                    assertEquals(256L << 20, json.getLongValue());
                }
                json.skipChildren();
            }
        }
        assertEquals(35, keys.size());
    }

    @Test
    void what_is_shown_as_toml_is_a_policy() throws IOException {
        for (String name : List.of("restricted", "standard", "trusted")) {
            Files.write(
                    cli.work().resolve("p.toml"),
                    cli.run("policy", "show", name, "--format", "toml").out());
            cli.run("policy", "check", "p.toml").printed("p.toml: ok, sets 35 keys\n");
            assertEquals(
                    cli.run("policy", "show", name).text(),
                    cli.run("policy", "show", "p.toml").text());
        }
    }

    @Test
    void a_file_is_checked() throws IOException {
        Files.writeString(cli.work().resolve("p.toml"), "override = true\nclock = \"coarse\"\n");
        cli.run("policy", "check", "p.toml").printed("p.toml: ok, sets 1 key and overrides\n");

        Files.writeString(cli.work().resolve("p.toml"), "[quotas]\n\nmemmory = 1\n");
        assertEquals(
                "cannot read the policy p.toml: line 3, column 1: unknown key \"quotas.memmory\"; did you mean"
                        + " quotas.memory?",
                cli.run("policy", "check", "p.toml").refusal(125));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "policy list # cannot do \"policy list\": there are ls, show and check",
                "policy ls standard # cannot list standard: policy ls takes no name; use policy show",
                "policy check # cannot check a policy: name the file to check",
                "policy show --format yaml # cannot print the format \"yaml\": --format takes text, toml or json here",
                "policy ls --format toml # cannot print the format \"toml\": --format takes text or json here"
            })
    void a_slip_is_answered_with_what_there_is(String line, String expected) {
        assertEquals(expected, cli.run(line.split(" ")).refusal(125));
    }

    @Test
    void a_policy_that_is_not_there_is_not_found() {
        assertTrue(cli.run("policy", "show", "strict").refusal(127).startsWith("cannot read the policy strict: "));
        assertTrue(
                cli.run("policy", "check", "none.toml").refusal(127).startsWith("cannot read the policy none.toml: "));
    }

    @Test
    void nothing_of_a_policy_in_a_file_is_loaded_for_one_with_a_name() throws Exception {
        Running running = cli.start(
                java.util.Map.of(
                        "JDK_JAVA_OPTIONS",
                        "-Xlog:class+load:file=" + cli.work().resolve("classes")),
                "policy",
                "show",
                "restricted");
        running.feed(new byte[0]).end();

        String classes = Files.readString(cli.work().resolve("classes"));
        assertTrue(classes.contains("io.wasmrunner.sandbox.policy.NamedPolicy"), "the log has classes");
        assertFalse(classes.contains("org.tomlj"), "tomlj is loaded");
    }
}
