package io.wasmrunner.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PointInTimeTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static Instant parse(String text) {
        return PointInTime.parse("--since", text, NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "42m,2026-01-02T02:22:05Z",
        "1h30m,2026-01-02T01:34:05Z",
        "0,1970-01-01T00:00:00Z",
        "1767323045,2026-01-02T03:04:05Z",
        "1767323045.5,2026-01-02T03:04:05.5Z",
        "1767323045.000000001,2026-01-02T03:04:05.000000001Z",
        "2026-01-02T03:04:05.678Z,2026-01-02T03:04:05.678Z",
        "2026-01-02T03:04:05+01:00,2026-01-02T02:04:05Z",
    })
    void reads_times_seconds_and_durations(String text, String expected) {
        assertEquals(Instant.parse(expected), parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z,2026-01-02T03:04:05.000000000Z",
        "2026-01-02T03:04:05.12Z,2026-01-02T03:04:05.120000000Z",
        "2026-01-02T03:04:05.000000001Z,2026-01-02T03:04:05.000000001Z",
    })
    void is_printed_with_nine_digits(String time, String expected) {
        assertEquals(expected, PointInTime.print(Instant.parse(time)));
    }

    @Test
    void without_a_zone_it_is_this_machines() {
        ZoneId here = ZoneId.systemDefault();
        assertEquals(LocalDate.of(2026, 1, 2).atStartOfDay(here).toInstant(), parse("2026-01-02"));
        assertEquals(LocalDateTime.of(2026, 1, 2, 3, 4).atZone(here).toInstant(), parse("2026-01-02T03:04"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "-5m", "2026-13-01", "2026-01-02T99:00:00Z", "123456789012", "1e9"})
    void all_else_is_refused(String text) {
        WasmrunnerException refused = assertThrows(WasmrunnerException.class, () -> parse(text));
        assertEquals(ErrorCode.USAGE, refused.code());
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("cannot read --since " + text), refused.getMessage());
    }
}
