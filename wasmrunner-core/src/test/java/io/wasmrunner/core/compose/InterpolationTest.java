package io.wasmrunner.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.WasmrunnerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InterpolationTest {
    private static final Position AT = new Position("compose.yaml", 1, 2);

    private final List<String> warnings = new ArrayList<>();
    private final Interpolation interpolation = new Interpolation(Map.of("A", "1", "EMPTY", ""), warnings::add);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x$A.y               | x1.y",
                "${A}${A}            | 11",
                "$$A $${A}           | $A ${A}",
                "${NO:-d}            | d",
                "${EMPTY:-d}         | d",
                "${EMPTY-d}          | ''",
                "${NO:-${NO:-${A}}}  | 1",
                "${A:+set}           | set",
                "${NO+set}           | ''",
                "${A:?why}           | 1",
                "${NO:-a:b}          | a:b",
            })
    void forms_are_those_of_the_specification(String text, String becomes) {
        assertEquals(becomes, interpolation.of(text, AT));
        assertEquals(List.of(), warnings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "a $ b", "${", "${A", "${}", "${A!}", "${A:}", "$1", "${1}"})
    void malformed_ones_are_refused_with_their_place(String text) {
        WasmrunnerException e = assertThrows(WasmrunnerException.class, () -> interpolation.of(text, AT));
        assertTrue(String.valueOf(e.getMessage()).startsWith("cannot use compose.yaml:1:2: "));
    }

    @Test
    void a_variable_that_must_be_set_is_asked_for() {
        WasmrunnerException e =
                assertThrows(WasmrunnerException.class, () -> interpolation.of("${NO:?set it, please}", AT));
        assertEquals(
                "cannot use compose.yaml:1:2: the variable NO is not set: set it, please",
                String.valueOf(e.getMessage()));
    }

    @Test
    void one_that_is_not_set_counts_as_empty_and_is_mentioned() {
        assertEquals("x", interpolation.of("x${NO}", AT));
        assertEquals(1, warnings.size());
    }
}
