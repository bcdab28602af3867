package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CliExtension.class)
final class EnvironmentTest {
    private static final String PROGRAM = Cli.example("env/env");

    private final Cli cli;

    EnvironmentTest(Cli cli) {
        this.cli = cli;
    }

    @OnBothEngines
    void arguments_after_the_module_are_the_guests(String engine) {
        cli.run("run", "--engine", engine, PROGRAM, "--engine", "none", "-v", "--", "--help", "", "a b", "ä")
                .printed("""
                    arg 0: env.wasm
                    arg 1: --engine
                    arg 2: none
                    arg 3: -v
                    arg 4: --
                    arg 5: --help
                    arg 6:\s
                    arg 7: a b
                    arg 8: ä
                    """);
    }

    @Test
    void two_dashes_end_the_flags() {
        cli.run("run", "--", PROGRAM, "--debug").printed("arg 0: env.wasm\narg 1: --debug\n");
    }

    @Test
    void nothing_is_inherited_unasked() {
        cli.start(Map.of("SECRET", "x"), "run", PROGRAM).end().printed("arg 0: env.wasm\n");
    }

    @Test
    void variables_are_set_taken_from_here_and_replaced() {
        cli.start(
                        Map.of("HERE", "from here", "OTHER", "no"),
                        "run",
                        "-e",
                        "A=1",
                        "--env",
                        "HERE",
                        "-e=B=x=y",
                        "-e",
                        "NOT_SET",
                        "-e",
                        "EMPTY=",
                        "--env=A=2",
                        PROGRAM)
                .end()
                .printed("arg 0: env.wasm\nenv: A=2\nenv: HERE=from here\nenv: B=x=y\nenv: EMPTY=\n");
    }

    @Test
    void variables_can_stand_in_a_file_and_flags_win() throws IOException {
        Files.writeString(cli.work().resolve("variables"), "# comment\n\nA=from file\nB=\"kept as is\"\n  C=c\nHOME\n");

        Result result = cli.run("run", "--env-file", "variables", "-e", "A=from flag", PROGRAM);

        assertEquals(
                List.of("arg 0: env.wasm", "env: A=from flag", "env: B=\"kept as is\"", "env: C=c"),
                result.text()
                        .lines()
                        .filter(line -> !line.startsWith("env: HOME="))
                        .toList());
        assertEquals(5, result.text().lines().count());
    }

    @Test
    void all_variables_can_be_inherited() {
        Result result = cli.start(Map.of("FROM_HERE", "1"), "run", "--env-inherit", "-e", "A=1", PROGRAM)
                .end();

        assertTrue(result.text().contains("env: FROM_HERE=1\n"), result.text());
        assertTrue(result.text().endsWith("env: A=1\n"), result.text());
    }

    @Test
    void what_is_not_a_variable_is_refused() throws IOException {
        Files.writeString(cli.work().resolve("bad"), "A=1\nno good=1\n");

        assertEquals(
                "cannot set a variable by -e =x: it must look like NAME=value",
                cli.run("run", "-e", "=x", PROGRAM).refusal(125));
        assertTrue(cli.run("run", "--env-file", "bad", PROGRAM).refusal(125).contains("bad line 2"));
        assertTrue(cli.run("run", "--env-file", "none", PROGRAM).refusal(127).contains("cannot read --env-file none"));
    }
}
