package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A home of its own for each: what is configured in one would change the others. */
final class ConfigTest {
    private static final String HELLO = Cli.example("hello/hello");

    private final Cli cli = new Cli();
    private final Path file = cli.state().resolve("config.toml");

    @AfterEach
    void removeHome() {
        cli.close();
    }

    private Result with(Map<String, String> variables, String... line) {
        return cli.start(variables, line).feed(new byte[0]).end();
    }

    @Test
    void the_system_is_outdone_by_the_user_a_variable_and_a_flag_in_that_order() throws IOException {
        Map<String, String> variable = Map.of("WASMRUNNER_RUN_ENGINE", "wasmtime");
        cli.run("validate", HELLO).printed(HELLO + ": valid, runs on chicory\n");

        cli.run("config", "set", "--system", "run.engine", "wasmtime").printed("");
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(cli.systemConfig())));
        cli.run("validate", HELLO).printed(HELLO + ": valid, runs on wasmtime\n");

        cli.run("config", "set", "run.engine", "chicory").printed("");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        cli.run("validate", HELLO).printed(HELLO + ": valid, runs on chicory\n");
        cli.run("config", "get", "--show-origin", "run.engine").printed(file + ":2\tchicory\n");

        with(variable, "validate", HELLO).printed(HELLO + ": valid, runs on wasmtime\n");
        with(variable, "validate", "--engine", "chicory", HELLO).printed(HELLO + ": valid, runs on chicory\n");
        assertEquals(
                "run.engine is set, but WASMRUNNER_RUN_ENGINE goes before it",
                with(variable, "config", "set", "run.engine", "auto").refusal(0));

        cli.run("config", "unset", "run.engine").printed("");
        cli.run("config", "get", "run.engine").printed("wasmtime\n");
        assertEquals(
                "cannot unset run.engine: " + file + " does not set it",
                cli.run("config", "unset", "run.engine").refusal(1));
    }

    @Test
    void setting_keeps_what_else_is_in_the_file() throws IOException {
        String text = "# mine\n\n[log]\n  driver = 'none'   # quiet\n\n[run]\nscan = \"warn\"\n";
        Files.writeString(file, text);

        cli.run("config", "set", "log.driver", "local").printed("");
        cli.run("config", "set", "log.max-file", "3").printed("");

        assertEquals(
                text.replace("'none'   # quiet\n", "\"local\"   # quiet\n  max-file = 3\n"), Files.readString(file));
        String listed = cli.run("config", "ls").text();
        assertTrue(
                listed.contains("\nlog.max-file             3               5               " + file + ":5\n"), listed);
        cli.run("config", "ls", "--format", "{{.Key}} {{.Value}}");
    }

    @Test
    void what_is_wrong_is_refused_with_what_was_meant_and_can_be_mended() throws IOException {
        String problem = "cannot read the configuration " + file
                + ": line 2, column 1: unknown key \"run.engin\"; did you mean run.engine?";
        Files.writeString(file, "[run]\nengin = \"wasmtime\"\n");

        assertEquals(problem, cli.run("run", HELLO).refusal(125));
        assertEquals(problem, cli.run("config", "get", "run.scan").refusal(125));
        assertEquals(problem, cli.run("config", "ls", "-q").complaint(1));
        assertEquals(problem, cli.run("config", "set", "run.scan", "warn").refusal(0));
        cli.run("config", "unset", "run.engin").printed("");
        assertEquals("[run]\nscan = \"warn\"\n", Files.readString(file));

        assertEquals(
                "unknown key \"run.engin\"; did you mean run.engine?",
                cli.run("config", "set", "run.engin", "chicory").refusal(125));
        assertEquals(
                "cannot read run.engine \"v8\": it is auto, chicory or wasmtime",
                cli.run("config", "set", "run.engine", "v8").refusal(125));
        assertTrue(
                cli.run("config", "set", "format.ps", "{{.Names").refusal(125).startsWith("cannot read format.ps"));
        assertEquals("[run]\nscan = \"warn\"\n", Files.readString(file));
        assertEquals(
                "cannot read WASMRUNNER_RUN_PULL \"newer\": it is missing, always or never",
                with(Map.of("WASMRUNNER_RUN_PULL", "newer"), "run", HELLO).refusal(125));
    }

    @Test
    void a_variable_that_is_nobodys_breaks_no_run_and_is_listed() {
        Map<String, String> variables = Map.of("WASMRUNNER_RUN_ENGIN", "wasmtime");

        assertEquals("", with(variables, "validate", HELLO).err());
        assertEquals(
                "the variable WASMRUNNER_RUN_ENGIN means nothing; did you mean WASMRUNNER_RUN_ENGINE?",
                with(variables, "config", "ls").complaint(0));
    }

    @Test
    void what_an_editor_leaves_takes_the_place_of_the_file_once_it_is_right() throws IOException {
        Files.writeString(file, "[run]\nscan = \"warn\"\n");
        Path copy = cli.state().resolve("config.toml.edit");

        Result wrong = with(Map.of("VISUAL", "sed -i s/warn/wran/"), "config", "edit");

        assertEquals(1, wrong.code());
        assertTrue(
                wrong.err()
                        .contains(copy + ": line 2, column 1: cannot read run.scan \"wran\": it is off, warn or deny"),
                wrong.err());
        assertEquals("[run]\nscan = \"warn\"\n", Files.readString(file));
        assertEquals("[run]\nscan = \"wran\"\n", Files.readString(copy));

        Result right = with(Map.of("EDITOR", "sed -i s/wran/deny/"), "config", "edit");

        assertEquals(0, right.code(), right.err());
        assertTrue(right.err().startsWith("wasmrunner: going on with " + copy), right.err());
        assertEquals("[run]\nscan = \"deny\"\n", Files.readString(file));
        assertFalse(Files.exists(copy));

        assertEquals(
                "nothing changed\n",
                with(Map.of("EDITOR", "true"), "config", "edit").err());
        assertTrue(
                with(Map.of("EDITOR", "false"), "config", "edit").refusal(125).contains("ended with exit code 1"));
        assertFalse(Files.exists(copy));
    }

    @Test
    void a_file_that_was_changed_meanwhile_is_not_lost_to_an_editor() throws IOException {
        Files.writeString(file, "# old\n");
        Path other = Files.writeString(cli.work().resolve("other.sh"), "echo '# new' > " + file + "; echo '# x' >> $1");

        String said = with(Map.of("EDITOR", "sh " + other), "config", "edit").refusal(125);

        assertTrue(said.startsWith("cannot replace " + file + ": somebody changed it meanwhile"), said);
        assertEquals("# new\n", Files.readString(file));
    }

    @Test
    void lists_pulling_and_errors_are_as_configured() throws IOException {
        Files.writeString(
                file,
                "debug = true\n[run]\npull = \"never\"\n[format]\nimages = \"{{.Repository}}\"\nps = \"{{.Nmaes\"\n");
        assertTrue(cli.run("build", "-q", "-t", "listed:1", HELLO).code() == 0);

        cli.run("images").printed("listed\n");
        assertTrue(cli.run("images", "--format", "table").text().startsWith("REPOSITORY"));
        Result broken = cli.run("ps");
        assertTrue(broken.err().startsWith("wasmrunner: cannot read format.ps of " + file + ":6: "), broken.err());
        cli.run("ps", "-q").printed("");

        Result missing = cli.run("run", "127.0.0.1:1/none");
        assertTrue(missing.err().contains("\tat io.wasmrunner."), missing.err());
        assertFalse(missing.err().contains("connect"), missing.err());
    }

    @Test
    void nothing_is_loaded_for_a_run_that_nothing_is_configured_for() throws IOException {
        Path classes = cli.work().resolve("classes");
        Map<String, String> logged = Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes);

        with(logged, "run", HELLO);
        String without = Files.readString(classes);
        Files.writeString(file, "# mine\n[run]\nscan = \"off\"   # as ever\n");
        with(logged, "run", HELLO);
        String plain = Files.readString(classes);

        assertTrue(without.contains("io.wasmrunner.core.config.Settings "), "the log has classes");
        for (String name : new String[] {"org.tomlj", "core.config.ConfigFile", "core.config.PlainToml"}) {
            assertFalse(without.contains(name), name);
        }
        assertTrue(plain.contains("core.config.PlainToml "), "the file is read");
        assertFalse(plain.contains("org.tomlj"), "tomlj is loaded");
    }
}
