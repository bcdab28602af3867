package io.wasmrunner.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    @TempDir
    Path folder;

    private Settings settings(String file, Map<String, String> variables) throws IOException {
        Path path = folder.resolve("config.toml");
        Files.writeString(path, file);
        return new Settings(path, variables);
    }

    @Test
    void without_a_file_and_a_variable_the_defaults_hold() {
        Settings settings = new Settings(folder.resolve("config.toml"), Map.of("HOME", "/home/me"));
        for (ConfigKey key : ConfigKey.values()) {
            assertEquals(new Setting(key, key.usual(), new Source.Standard()), settings.get(key));
        }
        assertEquals(2L << 30, settings.number(ConfigKey.CACHE_SIZE));
        assertEquals(10_000_000_000L, settings.number(ConfigKey.STOP_TIMEOUT));
    }

    @Test
    void a_variable_goes_before_the_file() throws IOException {
        Settings settings = settings(
                "debug = true\n[run]\nscan = \"warn\"\npull = \"never\"\n",
                Map.of("WASMRUNNER_RUN_SCAN", "deny", "WASMRUNNER_RUN_PULL", "", "WASMRUNNER_LOG_MAX_SIZE", "1k"));

        assertEquals(
                "WASMRUNNER_RUN_SCAN", settings.get(ConfigKey.RUN_SCAN).source().toString());
        assertEquals("deny", settings.text(ConfigKey.RUN_SCAN));
        assertEquals(1024, settings.number(ConfigKey.LOG_MAX_SIZE));
        assertEquals("never", settings.text(ConfigKey.RUN_PULL));
        assertEquals(
                folder.resolve("config.toml") + ":4",
                settings.get(ConfigKey.RUN_PULL).source().toString());
        assertEquals("true", settings.text(ConfigKey.DEBUG));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[run]&engin = 'auto' | line 2, column 1: unknown key \"run.engin\"; did you mean run.engine?",
                "[rnu]&engine = 'auto' | line 2, column 1: unknown key \"rnu.engine\"; did you mean run.engine?",
                "zzzzzzzz = 1 | line 1, column 1: unknown key \"zzzzzzzz\"; wasmrunner config ls has all there are",
                "run = 1 | line 1, column 1: run is a table: write [run], and keys below",
                "[run]&&  engine = 'v8' | line 3, column 3: cannot read run.engine \"v8\": it is auto, chicory or"
                        + " wasmtime",
                "[run]&sandbox = 'off' | line 2, column 1: cannot read run.sandbox \"off\": it is strict, required or"
                        + " partial",
                "log.max-file = 0 | line 1, column 1: cannot read log.max-file 0: it is 1 to 1000",
                "[log]&max-size = '5q' | line 2, column 1: cannot read log.max-size 5q: it must be a size such as 64m"
                        + " or 1g; 0 means no limit",
                "[events]&max-size = 100 | line 2, column 1: cannot read events.max-size 100: it is at least 64k",
                "[events]&max-size = 1.5 | line 2, column 1: cannot read events.max-size: it must be a size in quotes"
                        + " such as \"64m\", or a number of bytes",
                "[events]&max-files = [2] | line 2, column 1: cannot read events.max-files: it must be a whole number",
                "[container]&stop-timeout = 'soon' | line 2, column 1: cannot read container.stop-timeout soon: it"
                        + " must be a duration such as 500ms, 5s or 1m30s; 0 means no limit",
                "[container]&detach-keys = 'ctrl-' | line 2, column 1: cannot read container.detach-keys ctrl-: it is a"
                        + " list such as ctrl-p,ctrl-q or ctrl-x,x",
                "debug = 'yes' | line 1, column 1: cannot read debug \"yes\": it is false or true",
                "[format]&ps = ' ' | line 2, column 1: cannot read format.ps: it is table, json or a Go template",
                "debug = | line 1, column 8: Unexpected end of input, expected a value",
            })
    void a_mistake_is_told_with_its_place(String text, String expected) throws IOException {
        Settings settings = settings(text.replace('&', '\n'), Map.of());

        WasmrunnerException e = assertThrows(WasmrunnerException.class, () -> settings.get(ConfigKey.LOG_DRIVER));

        assertEquals(
                "cannot read the configuration " + folder.resolve("config.toml") + ": " + expected, e.getMessage());
        assertEquals("json-file", settings.lenient(ConfigKey.LOG_DRIVER).text());
    }

    @Test
    void a_mistake_in_a_variable_is_told_with_its_name() {
        Settings settings =
                new Settings(folder.resolve("config.toml"), Map.of("WASMRUNNER_CONTAINER_STOP_TIMEOUT", "x"));

        assertEquals(
                List.of("cannot read WASMRUNNER_CONTAINER_STOP_TIMEOUT x: it must be a duration such as 500ms, 5s or"
                        + " 1m30s; 0 means no limit"),
                settings.problems());
    }

    @Test
    void what_can_be_read_of_a_wrong_file_is_for_those_who_must_go_on() throws IOException {
        Settings settings = settings("[events]\nmax-size = \"1m\"\nmax-fils = 1\n", Map.of());

        assertEquals(1 << 20, settings.lenient(ConfigKey.EVENTS_MAX_SIZE).number());
        assertThrows(WasmrunnerException.class, () -> settings.get(ConfigKey.EVENTS_MAX_SIZE));
    }

    @Test
    void what_is_no_file_of_text_is_said() throws IOException {
        Path path = folder.resolve("config.toml");
        Files.createDirectory(path);
        assertEquals(
                List.of("cannot read the configuration " + path + ": it is no file"),
                new Settings(path, Map.of()).problems());
        Files.delete(path);
        Files.write(path, new byte[] {'#', (byte) 0xff});
        assertEquals(
                List.of("cannot read the configuration " + path + ": it is not UTF-8"),
                new Settings(path, Map.of()).problems());
        Files.write(path, new byte[(1 << 20) + 1]);
        assertEquals(
                List.of("cannot read the configuration " + path + ": it is larger than 1 MiB, as no configuration is"),
                new Settings(path, Map.of()).problems());
    }

    @Test
    void a_variable_that_is_nobodys_is_told_of_without_its_value() {
        List<String> lines = Variables.unknown(Map.of(
                "WASMRUNNER_RUN_ENGIN", "secret",
                "WASMRUNNER_HOME", "/x",
                "WASMRUNNER_KEY_PASSWORD", "secret",
                "WASMRUNNER_LOG_DRIVER", "none",
                "PATH", "/bin"));

        assertEquals(
                List.of("the variable WASMRUNNER_RUN_ENGIN means nothing; did you mean WASMRUNNER_RUN_ENGINE?"), lines);
    }

    @Test
    void every_key_can_be_set_to_its_default_and_has_a_variable_of_its_own() {
        for (ConfigKey key : ConfigKey.values()) {
            assertEquals(key.usual(), key.read("it", key.usual().text()), key.toString());
            assertTrue(key.variable().matches("WASMRUNNER_[A-Z_]+"), key.variable());
            assertTrue(key.help().endsWith(".") && !key.help().isBlank(), key.help());
            for (ConfigKey other : ConfigKey.values()) {
                assertFalse(key != other && key.variable().equals(other.variable()), key.variable());
            }
        }
    }
}
