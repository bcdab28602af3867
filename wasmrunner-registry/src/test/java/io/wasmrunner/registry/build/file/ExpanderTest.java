package io.wasmrunner.registry.build.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpanderTest {
    private static final Position AT = new Position("Wasmfile", 1, 1);
    private final Map<String, String> variables = Map.of("X", "x1", "EMPTY", "", "A_B", "ab");
    private final Expander expander = new Expander('\\', variables::get);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "$X|x1",
                "${X}|x1",
                "a$X.b|ax1.b",
                "$A_B-|ab-",
                "$NONE.|.",
                "${NONE:-d}|d",
                "${EMPTY:-d}|d",
                "${EMPTY-d}|",
                "${X:-d}|x1",
                "${X:+r}|r",
                "${NONE:+r}|",
                "${EMPTY:+r}|",
                "${EMPTY+r}|r",
                "${NONE:-$X}|x1",
                "${NONE:-${ALSO:-deep}}|deep",
                "${NONE:-'}'}|}",
                "'$X'|$X",
                "\"$X\"|x1",
                "\"\\$X\"|$X",
                "\\$X|$X",
                "'a'\"b\"c|abc",
                "\"a\\b\"|a\\b",
                "a\\\\b|a\\b",
                "$|$",
                "$.|$.",
                "a\\|a\\"
            })
    void words_are_expanded_as_docker_does(String word, String expected) {
        assertEquals(expected == null ? "" : expected, expander.expand(word, AT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "\"a", "${X", "${X:-", "${", "${}", "${X:}", "${X#a}", "${X/a/b}", "${X:"})
    void what_is_not_closed_or_not_known_is_refused(String word) {
        var refused = assertThrows(RegistryException.class, () -> expander.expand(word, AT));

        assertTrue(refused.getMessage().startsWith("Wasmfile:1:1: "), refused.getMessage());
    }

    @Test
    void one_that_must_be_set_says_so() {
        var refused = assertThrows(RegistryException.class, () -> expander.expand("${NONE:?give one}", AT));

        assertEquals("Wasmfile:1:1: NONE must be set: give one", refused.getMessage());
    }

    @Test
    void defaults_in_defaults_are_bounded() {
        var refused = assertThrows(
                RegistryException.class, () -> expander.expand("${N:-".repeat(100_000) + "}".repeat(100_000), AT));

        assertEquals("Wasmfile:1:1: more than 50 ${ inside each other", refused.getMessage());
    }

    @Test
    void plain_command_lines_are_split_as_a_shell_does() {
        assertEquals(
                List.of("/gen.wasm", "a b", "c d", "x1", "", "it's"),
                ShellWords.split("/gen.wasm  'a b' c\\ d $X \"\" \"it's\"", AT, expander));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a | b",
                "a && b",
                "a; b",
                "a > b",
                "a < b",
                "(a)",
                "a `b`",
                "a $(b)",
                "a \"$(b)\"",
                "a *.c",
                "a b?",
                "a [b]",
                "X=1 a",
                "# a",
                "a ~/b",
                "! a",
                "a 'b",
                "a &"
            })
    void what_a_shell_would_do_is_refused(String line) {
        assertThrows(RegistryException.class, () -> ShellWords.split(line, AT, expander));
    }

    @Test
    void variables_are_refused_where_nobody_knows_them() {
        var refused = assertThrows(RegistryException.class, () -> ShellWords.split("/a.wasm $HOME", AT, null));

        assertTrue(refused.getMessage().contains("variables are not known when the image runs"));
        assertEquals(List.of("/a.wasm", "$HOME"), ShellWords.split("/a.wasm '$HOME'", AT, null));
    }

    @ParameterizedTest
    @CsvSource({
        "30s, 30000000000",
        "1m30s, 90000000000",
        "1.5h, 5400000000000",
        "2us, 2000",
        "'', -1",
        "3, -1",
        "s, -1",
        "1..5s, -1"
    })
    void times_are_read_as_go_writes_them(String text, long nanos) {
        assertEquals(nanos, Durations.nanos(text));
    }
}
