package io.wasmrunner.registry.build.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.ImagePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IgnoreRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "*.log; a.log; true",
                "*.log; d/a.log; false",
                "**/*.log; d/e/a.log; true",
                "**/*.log; a.log; true",
                "d; d/e/f; true",
                "/d/; d/e; true",
                "d/*; d; false",
                "d/*; d/e/f; true",
                "*/temp*; a/temp1; true",
                "*/temp*; a/b/temp1; false",
                "*/*/temp*; a/b/temp1; true",
                "temp?; tempa; true",
                "temp?; temp; false",
                "**; a/b; true",
                "a/**/z; a/z; true",
                "a/**/z; a/b/c/z; true",
                "a/**; a/b/c; true",
                "a/**; a; false",
                "[a-c]x; bx; true",
                "[^a-c]x; bx; false",
                "[^a-c]x; dx; true",
                "a.b; axb; false",
                "**/a/**/b; a/b; true",
                "**/a/**/b; x/a/y/b; true",
                "**/a/**/b; xa/b; false",
                "**/a; ba; false",
                "a**b; a/x/b; true",
                "[a-]; -; true",
                "[\\]]; ]; true",
                "a?b; a/b; false",
                "a[^x]b; a/b; false",
                "a+b(c); a+b(c); true",
                "\\*; *; true",
                "\\*; a; false",
                "./a/../b; b; true",
                "../a; a; false",
                "# a; # a; false"
            })
    void patterns_match_as_docker_does(String rules, String path, boolean ignored) {
        assertEquals(ignored, IgnoreRules.parse(".dockerignore", rules).ignores(new ImagePath(path)));
    }

    @Test
    void the_last_rule_that_matches_decides() {
        IgnoreRules rules = IgnoreRules.parse(".dockerignore", "*.md\n!README*.md\nREADME-secret.md\n");

        assertTrue(rules.ignores(new ImagePath("a.md")));
        assertFalse(rules.ignores(new ImagePath("README.md")));
        assertTrue(rules.ignores(new ImagePath("README-secret.md")));
    }

    @Test
    void everything_can_be_ignored_but_some() {
        IgnoreRules rules = IgnoreRules.parse(".dockerignore", "\ufeff# only this\n*\n!src/**/*.c\n\n  !app.wasm  \n");

        assertTrue(rules.ignores(new ImagePath("other")));
        assertTrue(rules.ignores(new ImagePath("src/x/notes")));
        assertFalse(rules.ignores(new ImagePath("src/x/y.c")));
        assertFalse(rules.ignores(new ImagePath("app.wasm")));
        assertFalse(rules.ignoresAllIn(new ImagePath("src")));
        assertTrue(IgnoreRules.parse("x", "src").ignoresAllIn(new ImagePath("src")));
    }

    @Test
    void a_pattern_of_many_stars_does_not_take_forever() {
        String many = "*a".repeat(2000) + "**/".repeat(500) + "b";

        assertFalse(IgnoreRules.parse("x", many).ignores(new ImagePath("a".repeat(200) + "/" + "a".repeat(200))));
    }

    @Test
    void a_broken_pattern_is_refused_with_its_line() {
        var refused = assertThrows(RegistryException.class, () -> IgnoreRules.parse(".wasmignore", "a\n[b"));

        assertTrue(refused.getMessage().startsWith(".wasmignore:2:1: the pattern [b cannot be read"));
    }
}
