package io.wasmrunner.sandbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "path_open, path_open, true",
        "path_open, path_opens, false",
        "path_open, path_ope, false",
        "path_*, path_open, true",
        "path_*, path_, true",
        "path_*, fd_read, false",
        "*_read, fd_read, true",
        "*_read, fd_pread, false",
        "*read, fd_pread, true",
        "*, '', true",
        "**, x, true",
        "a*b*c, abc, true",
        "a*b*c, aXbXbc, true",
        "a*b*c, aXbX, false",
        "*ab, aab, true",
        "*aab*, aaab, true",
        "env.log, envxlog, false",
        "AWS_*, aws_key, false",
        "[a], a, false",
        "?, a, false"
    })
    void a_star_stands_for_any_characters_and_nothing_else_does(String glob, String name, boolean matches) {
        assertEquals(matches, Glob.matches(glob, name));
    }

    @Test
    void many_stars_take_no_endless_time() {
        assertEquals(false, Glob.matches("*a".repeat(60) + "b", "a".repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "a&b", "a\n", "ä", "\u007f"})
    void what_could_not_be_written_as_text_is_no_pattern(String glob) {
        assertThrows(IllegalArgumentException.class, () -> Glob.check(glob));
    }

    @Test
    void length_and_number_have_bounds() {
        Glob.check("x".repeat(128));
        assertThrows(IllegalArgumentException.class, () -> Glob.check("x".repeat(129)));
        new Globs(Collections.nCopies(256, "x"));
        List<String> many = Collections.nCopies(257, "x");
        assertThrows(IllegalArgumentException.class, () -> new Globs(many));
    }
}
