package io.wasmrunner.registry.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "team/*, team/a, true",
        "team/*, team/, true",
        "team/*, team/a/b, false",
        "team/**, team/a/b, true",
        "**, a/b/c, true",
        "**/b, a/a/b, true",
        "v?, v1, true",
        "v?, v, false",
        "a?b, a/b, false",
        "a.c, abc, false",
        "a, ab, false"
    })
    void a_star_ends_at_a_slash_and_two_do_not(String glob, String name, boolean matches) {
        assertEquals(matches, new Glob(glob).matches(name));
        assertEquals(glob, new Glob(glob).toString());
    }
}
