package io.wasmrunner.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonLineTest {
    private static byte[] line(String value) {
        return new JsonLine().add("n", 7).add("s", value).bytes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "a \"b\" \\ c", "line\nfeed\r\t\b\f", "\u0000\u001f\u007f", "ä€😀", "{\"x\":1}\n"})
    void a_json_parser_reads_back_what_was_written(String value) {
        assertEquals(Optional.of(Map.of("n", "7", "s", value)), JsonFields.of(line(value)));
    }

    @Test
    void whatever_it_holds_it_is_one_line_of_utf8() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            StringBuilder value = new StringBuilder();
            for (int j = 0; j < 20; j++) {
                value.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
            }
            byte[] bytes = line(value.toString());
            String text = new String(bytes, StandardCharsets.UTF_8);
            assertEquals(text.length() - 1, text.indexOf('\n'));
            assertTrue(text.indexOf('\ufffd') < 0 || value.indexOf("\ufffd") >= 0, text);
            assertTrue(JsonFields.of(bytes).isPresent(), text);
        }
    }

    @Test
    void a_string_that_is_too_long_is_cut() {
        String read = JsonFields.of(line("x".repeat(1_000_000))).orElseThrow().get("s");

        assertEquals("x".repeat(1024) + "…", read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{", "{\"a\":{}}", "{\"a\":[1]}", "{\"a\":1} {}", "{\"a\":1", "{a:1}"})
    void what_is_no_such_object_is_refused(String text) {
        assertEquals(Optional.empty(), JsonFields.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void times_are_those_of_java() {
        Random random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            long millis = random.nextLong(253_402_300_800_000L) / 1000 * 1000 + 1 + random.nextInt(999);
            assertEquals(Instant.parse(Timestamp.of(millis)).toEpochMilli(), millis);
        }
        assertEquals("1970-01-01T00:00:00.000Z", Timestamp.of(0));
        assertEquals("2024-02-29T23:59:59.009Z", Timestamp.of(1_709_251_199_009L));
    }
}
