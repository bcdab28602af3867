package io.wasmrunner.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConfigTextTest {

    private static ConfigText text(String text) {
        return new ConfigText(text, FullToml.read(text));
    }

    private static Optional<String> set(String text, ConfigKey key, String value) {
        return text(text).with(key, key.read("it", value));
    }

    @Test
    void of_a_key_that_is_there_nothing_but_the_value_changes() {
        String before = """
            # mine
            [log]   # logs

              max-size   =  "5m"   # small
            driver = 'none'
            """;
        assertEquals(Optional.of(before.replace("\"5m\"", "\"1g\"")), set(before, ConfigKey.LOG_MAX_SIZE, "1g"));
        assertEquals(Optional.of(before.replace("'none'", "\"local\"")), set(before, ConfigKey.LOG_DRIVER, "local"));
    }

    @Test
    void a_new_key_stands_behind_the_others_of_its_table() {
        assertEquals(
                Optional.of("[log]\n  driver = \"none\" # x\n  max-file = 3\n\n# of runs\n[run]\nscan = \"off\"\n"),
                set(
                        "[log]\n  driver = \"none\" # x\n\n# of runs\n[run]\nscan = \"off\"\n",
                        ConfigKey.LOG_MAX_FILE,
                        "3"));
        assertEquals(
                Optional.of("[log]\ncompress = true\n# nothing else\n"),
                set("[log]\n# nothing else\n", ConfigKey.LOG_COMPRESS, "true"));
    }

    @Test
    void a_new_table_stands_at_the_end() {
        assertEquals(Optional.of("[run]\nengine = \"auto\"\n"), set("", ConfigKey.RUN_ENGINE, "auto"));
        assertEquals(
                Optional.of("debug = true\n\n[run]\nengine = \"auto\"\n"),
                set("debug = true", ConfigKey.RUN_ENGINE, "auto"));
        assertEquals(
                Optional.of("[log]\r\nmax-file = 1\r\n\r\n[run]\r\nengine = \"auto\"\r\n"),
                set("[log]\r\nmax-file = 1\r\n", ConfigKey.RUN_ENGINE, "auto"));
    }

    @Test
    void a_key_of_no_table_stands_before_the_first_table_and_the_comment_on_it() {
        assertEquals(Optional.of("debug = true\n"), set("", ConfigKey.DEBUG, "true"));
        assertEquals(
                Optional.of("# file\n\ndebug = true\n\n# runs\n[run]\nscan = \"off\"\n"),
                set("# file\n\n# runs\n[run]\nscan = \"off\"\n", ConfigKey.DEBUG, "true"));
        assertEquals(Optional.of("debug = true\n\n[run]\n"), set("[run]\n", ConfigKey.DEBUG, "true"));
    }

    @Test
    void other_ways_of_writing_toml_are_kept() {
        assertEquals(
                Optional.of("run.scan = \"off\"\nrun.pull = \"never\"\n"),
                set("run.scan = \"off\"\n", ConfigKey.RUN_PULL, "never"));
        assertEquals(
                Optional.of("run = { scan = \"warn\", pull = 'never' }\n"),
                set("run = { scan = 'off', pull = 'never' }\n", ConfigKey.RUN_SCAN, "warn"));
        assertEquals(
                Optional.of("[run]\nscan = \"warn\"\n"),
                set("[run]\nscan = \"\"\"\noff\"\"\"\n", ConfigKey.RUN_SCAN, "warn"));
        assertEquals(
                Optional.of("[\"run\"]\n\"scan\" = \"warn\"\n"),
                set("[\"run\"]\n\"scan\" = 'off'\n", ConfigKey.RUN_SCAN, "warn"));
    }

    @Test
    void what_cannot_be_changed_for_certain_is_not_changed() {
        assertEquals(Optional.empty(), set("run = { scan = 'off' }\n", ConfigKey.RUN_PULL, "never"));
        assertEquals(Optional.empty(), set("run = 1\n", ConfigKey.RUN_PULL, "never"));
        assertEquals(Optional.empty(), set("[run]\nscan = [\n1]\n", ConfigKey.RUN_SCAN, "off"));
        assertEquals(Optional.empty(), text("run = { scan = 'off' }\n").without("run.scan"));
    }

    @Test
    void mistakes_beside_it_stay_for_their_writer_to_mend() {
        assertEquals(
                Optional.of("[run]\nengin = 1\nscan = \"off\"\n"),
                set("[run]\nengin = 1\nscan = \"of\"\n", ConfigKey.RUN_SCAN, "off"));
        assertEquals(
                Optional.of("[run]\nscan = \"of\"\n"),
                text("[run]\nengin = 1\nscan = \"of\"\n").without("run.engin"));
    }

    @Test
    void a_key_is_taken_out_with_its_line() {
        assertEquals(
                Optional.of("# a\n[run]\n# c\n"),
                text("# a\n[run]\nscan = \"off\" # b\n# c\n").without("run.scan"));
        assertEquals(Optional.of("[run]\n"), text("[run]\nscan = '''\noff'''").without("run.scan"));
        assertEquals(Optional.of(""), text("run.scan = \"off\"\n").without("run.scan"));
    }

    @Test
    void any_text_is_written_so_that_it_is_read_again() {
        String template = "table {{.ID}}\t\"\\n\" é\u0001";
        String written = set("", ConfigKey.FORMAT_PS, template).orElseThrow();
        ConfigFile file = ConfigFile.parse(java.nio.file.Path.of("c"), written);

        assertTrue(file.problems().isEmpty(), written);
        assertEquals(template, file.settings().getFirst().text());
    }
}
