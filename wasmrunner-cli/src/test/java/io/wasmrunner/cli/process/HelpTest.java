package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(CliExtension.class)
final class HelpTest {
    private static final String HELLO = Cli.example("hello/hello");

    private final Cli cli;

    HelpTest(Cli cli) {
        this.cli = cli;
    }

    @Test
    void the_command_alone_shows_what_there_is() {
        Result alone = cli.run();
        Result asked = cli.run("--help");

        assertEquals(125, alone.code());
        assertEquals("", alone.text());
        assertEquals(0, asked.code());
        assertEquals(alone.err(), asked.text());
        for (String command : List.of(
                "run",
                "inspect",
                "validate",
                "compile",
                "scan",
                "policy",
                "violations",
                "quarantine",
                "audit",
                "engines",
                "system",
                "version",
                "completion")) {
            assertTrue(asked.text().contains("\n  " + command + " "), command);
        }
    }

    @Test
    void each_way_of_asking_for_help_on_a_command_gives_the_same() {
        String help = cli.run("run", "--help").text();

        assertTrue(help.startsWith("Usage: wasmrunner run [flags] <image|module.wasm|module.wat|-> [argument…]"), help);
        assertTrue(help.contains("--timeout=<duration>"), help);
        assertTrue(help.contains("Examples:"), help);
        cli.run("help", "run").printed(help);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "rnu # unknown command \"rnu\"; did you mean run? See wasmrunner --help",
                "inspct x # unknown command \"inspct\"; did you mean inspect? See wasmrunner --help",
                "app.wasm x # unknown command \"app.wasm\"; did you mean wasmrunner run app.wasm? See wasmrunner"
                        + " --help",
                "run -Z app.wasm # run: unknown flag -Z; see wasmrunner run --help",
                "zzzzzz # unknown command \"zzzzzz\"; see wasmrunner --help",
                "--verison # unknown flag --verison; did you mean --version? See wasmrunner --help",
                "rnu --help # unknown command \"rnu\"; did you mean run? See wasmrunner --help",
                "help rnu # unknown command \"rnu\"; did you mean run? See wasmrunner --help",
                "run --tiemout 1s x # run: unknown flag --tiemout; did you mean --timeout? See wasmrunner run --help",
                "run --quux x # run: unknown flag --quux; see wasmrunner run --help",
                "inspect # inspect: <container|image|module.wasm|module.wat|->… is missing; see wasmrunner inspect"
                        + " --help",
                "version now # version: now is too much; see wasmrunner version --help",
                "completion tcsh # cannot complete for \"tcsh\": the shells are bash, zsh and fish"
            })
    void a_slip_is_answered_with_what_was_meant(String line, String expected) {
        assertEquals(expected, cli.run(line.split(" ")).refusal(125));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void a_completion_script_is_one_that_its_shell_reads(String shell) throws Exception {
        Result result = cli.run("completion", shell);
        assertEquals(0, result.code());
        assertTrue(result.text().contains("wasmrunner"), result.text());
        Path program = Path.of("/usr/bin/" + shell);
        Assumptions.assumeTrue(Files.isExecutable(program), shell + " is not installed");

        Path script = Files.write(cli.work().resolve("completion." + shell), result.out());
        Process check = new ProcessBuilder(program.toString(), "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        String complaints = new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertEquals("", complaints);
        assertEquals(0, check.waitFor());
    }

    @Test
    void bash_completes_commands_and_flags() throws Exception {
        Path bash = Path.of("/usr/bin/bash");
        Assumptions.assumeTrue(Files.isExecutable(bash));
        Path script = Files.write(
                cli.work().resolve("words.bash"), cli.run("completion", "bash").out());

        assertEquals("inspect", completed(bash, script, "wasmrunner ins"));
        assertEquals("--timeout", completed(bash, script, "wasmrunner run --tim"));
    }

    private static String completed(Path bash, Path script, String typed) throws IOException {
        Process process = new ProcessBuilder(
                        bash.toString(),
                        "-c",
                        "source " + script + "; COMP_WORDS=(" + typed + "); COMP_CWORD="
                                + typed.chars().filter(c -> c == ' ').count()
                                + "; _wasmrunner; echo -n ${COMPREPLY[*]}")
                .start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void inspect_tells_people_what_a_module_is() {
        String text = cli.run("inspect", HELLO).text();

        assertTrue(text.contains("core module, WASI preview 1 command"), text);
        assertTrue(text.contains("engine       chicory (auto: "), text);
        assertTrue(text.contains("wasi_snapshot_preview1: fd_close"), text);
        assertTrue(text.contains("_start: function ()"), text);
    }

    @Test
    void inspect_tells_programs_the_same() throws IOException {
        Map<String, String> top = new HashMap<>();
        try (JsonParser json = new JsonFactory()
                .createParser(cli.run("inspect", "--format", "json", HELLO).out())) {
            assertEquals(JsonToken.START_OBJECT, json.nextToken());
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                top.put(name, json.getText());
                json.skipChildren();
            }
        }
        assertEquals(HELLO, top.get("name"));
        assertEquals("command", top.get("shape"));
        assertEquals(Long.toString(Files.size(Path.of(HELLO))), top.get("size"));
        assertTrue(top.keySet()
                .containsAll(List.of(
                        "digest", "engine", "permissions", "features", "memories", "imports", "exports", "sections")));
    }

    @Test
    void engines_and_versions_are_listed() {
        String engines = cli.run("engines").text();
        assertTrue(engines.contains("chicory 1.7.5   ok"), engines);
        assertTrue(engines.contains("wasmtime 7.0.1"), engines);
        String version = cli.run("version").text();
        assertTrue(Stream.of("wasmrunner ", "chicory ", "wasmtime ", "java ").allMatch(version::contains), version);
        assertTrue(cli.run("--version").text().startsWith("wasmrunner "));
    }

    @Test
    void validate_tells_by_its_exit_code() throws IOException {
        cli.run("validate", HELLO).printed(HELLO + ": valid, runs on chicory\n");
        cli.run("validate", "-q", HELLO).printed("");
        Files.write(cli.work().resolve("not.wasm"), new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 99});
        cli.run("validate", "not.wasm").refusal(126);
    }

    @Test
    void what_was_compiled_is_not_compiled_again() {
        String module = Cli.example("kernels/fib");

        assertTrue(cli.run("compile", module).text().startsWith(module + ": compiled for chicory in "));
        cli.run("compile", module).printed(module + ": compiled for chicory before\n");
    }
}
