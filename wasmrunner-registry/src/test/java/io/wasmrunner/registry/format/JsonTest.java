package io.wasmrunner.registry.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"b\":1,\"a\":[true,false,null,[],{}]}",
                "{\"n\":[0,-1,2147483648,9223372036854775808,0.5,1.0E40]}",
                "{\"text\":\"a \\\"quote\\\", a line\\n, \\u0007, ü, \\uD83E\\uDD80\"}",
            })
    void what_is_read_is_written_as_it_was(String text) {
        assertEquals(text, new String(Json.bytes(read(text)), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2}    | cannot read it: Duplicate field 'a' (line 1, column 11)",
                "{\"a\":{\"b\":1,     | cannot read it: Unexpected end-of-input",
                "{\"a\":[1          | cannot read it: Unexpected end-of-input",
                "{} {}            | cannot read it: Trailing token",
                "{}]              | cannot read it: Unexpected close marker ']'",
                "{\"a\":NaN}        | cannot read it: Non-standard token 'NaN'",
                "[]               | cannot read it: it is not a JSON object",
                "7                | cannot read it: it is not a JSON object",
                "``               | cannot read it: it is not a JSON object",
            })
    void anything_but_one_object_is_refused(String text, String message) {
        assertRefused(text, message);
    }

    @Test
    void what_is_nested_too_deep_or_a_number_that_is_too_long_is_refused() {
        read("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}");
        assertRefused(
                "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}",
                "cannot read it: Document nesting depth (65) exceeds the maximum allowed (64");
        read("{\"a\":" + "9".repeat(100) + "}");
        assertRefused(
                "{\"a\":" + "9".repeat(101) + "}", "cannot read it: Number value length (101) exceeds the maximum");
    }

    @Test
    void for_people_it_is_on_several_lines_and_in_ascii() {
        assertEquals("""
                {
                  "a" : [ 1, "\\u00FC\\u009B" ],
                  "b" : { }
                }\
                """, Json.pretty(read("{\"a\":[1,\"ü\u009b\"],\"b\":{}}")));
    }

    private static ObjectNode read(String text) {
        return Json.object(text.getBytes(StandardCharsets.UTF_8), "it");
    }

    private static void assertRefused(String text, String message) {
        RegistryException e = assertThrows(RegistryException.class, () -> read(text));
        assertEquals(RegistryError.INVALID, e.error());
        assertEquals(
                message,
                e.getMessage()
                        .substring(0, Math.min(message.length(), e.getMessage().length())));
    }
}
