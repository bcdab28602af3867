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
                "{\"a\":1,\"a\":2}     | the name \"a\" stands twice in an object (line 1, column 8)",
                "{\"a\":1,\"\\u0061\":2}| the name \"a\" stands twice in an object (line 1, column 8)",
                "{\"a\":{\"b\":1,      | it ends instead of a name in quotes (line 1, column 13)",
                "{\"a\":1,}          | something else than a name in quotes (line 1, column 8)",
                "{\"a\":[1           | it ends instead of a comma or ]",
                "{\"a\":[1,]}        | something else than a value (line 1, column 9)",
                "{\"a\"=1}           | something else than a colon",
                "{} {}             | more stands behind the value",
                "{}]               | more stands behind the value",
                "{\"a\":NaN}         | something else than a value",
                "{\"a\":nul}         | something else than a value",
                "{\"a\":01}          | something else than a comma or }",
                "{\"a\":1.}          | something else than a digit",
                "{\"a\":-}           | something else than a digit",
                "{\"a\":\"\\x\"}        | something else than an escape",
                "{\"a\":\"\\u00g0\"}    | something else than a hexadecimal digit",
                "{\"a\":\"\\ud83e\"}    | half a character stands in a text",
                "{\"a\":\"\\udd80x\"}   | half a character stands in a text",
                "{\"a\":\"             | it ends instead of the end of a text",
                "[]                | it is not a JSON object",
                "7                 | it is not a JSON object",
                "``                | it ends instead of a value (line 1, column 1)",
            })
    void anything_but_one_object_is_refused(String text, String message) {
        assertRefused(text, "cannot read it: " + message);
    }

    @Test
    void what_is_not_utf_8_is_refused() {
        byte[] latin = "{\"a\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1);
        RegistryException e = assertThrows(RegistryException.class, () -> Json.object(latin, "it"));
        assertEquals("cannot read it: it is not UTF-8", e.getMessage());
    }

    @Test
    void what_is_nested_too_deep_or_a_number_that_is_too_long_is_refused() {
        read("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}");
        assertRefused(
                "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}",
                "cannot read it: more than 64 objects and arrays stand in each other");
        read("{\"a\":" + "9".repeat(100) + "}");
        assertRefused(
                "{\"a\":" + "9".repeat(101) + "}",
                "cannot read it: a number has more than 100 characters (line 1, column 6)");
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
