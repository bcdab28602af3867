package io.wasmrunner.core.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.runtime.WasmrunnerException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        plain/word.txt|plain/word.txt
        two words|"two words"
        100%|100%%
        a $HOME|"a $$HOME"
        ${x}|"$${x}"
        back\\slash|"back\\\\slash"
        say "hi"|"say \\"hi\\""
        it's|"it's"
        ;|";"
        ``|""
        größe|"größe"
        `#no comment`|"#no comment"
        """)
    void every_word_of_a_command_stays_what_it_is(String word, String written) {
        assertEquals(
                "ExecStart=/bin/x " + written + '\n',
                new UnitText().command("ExecStart", List.of("/bin/x", word)).toString());
    }

    @Test
    void a_dollar_names_a_variable_in_arguments_alone() {
        assertEquals(
                "ExecStart=/a$b $$c\n",
                new UnitText().command("ExecStart", List.of("/a$b", "$c")).toString());
        assertEquals(
                "Environment=A=$b\n",
                new UnitText().words("Environment", List.of("A=$b")).toString());
    }

    @Test
    void a_program_whose_name_systemd_refuses_is_started_by_a_shell() {
        assertEquals(
                "ExecStart=/bin/sh -c \"exec \\\"$$0\\\" \\\"$$@\\\"\" \"/it's\" x\n",
                new UnitText().command("ExecStart", List.of("/it's", "x")).toString());
    }

    @Test
    void a_whole_line_has_no_quotes() {
        assertEquals(
                "PIDFile=/a \"b\\ 5%%/pid\n",
                new UnitText().plain("PIDFile", "/a \"b\\ 5%/pid").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\nExecStartPre=/bin/rm", "/a\u0000b", "/tab\there", "/bell\u0007", "/del\u007f"})
    void what_would_begin_another_setting_is_refused(String path) {
        UnitText unit = new UnitText();
        assertThrows(WasmrunnerException.class, () -> unit.plain("PIDFile", path));
        assertThrows(WasmrunnerException.class, () -> unit.command("ExecStart", List.of(path)));
        assertThrows(WasmrunnerException.class, () -> unit.words("Environment", List.of(path)));
    }

    @Test
    void an_address_is_ascii() {
        assertEquals("file:///a%20b/%C3%B6%25%24.md", UnitText.address("/a b/ö%$.md"));
    }
}
