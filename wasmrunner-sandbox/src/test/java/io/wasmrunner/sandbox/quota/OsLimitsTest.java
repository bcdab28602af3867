package io.wasmrunner.sandbox.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OsLimitsTest {
    private static OsLimits cpuTime(long nanoseconds) {
        return new OsLimits(0, nanoseconds, 0, 0, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "1000000000, 1", "1000000001, 2", "9223372036854775807, 9223372037"})
    void cpu_time_is_rounded_up_to_whole_seconds(long nanoseconds, long seconds) {
        assertEquals(seconds, cpuTime(nanoseconds).cpuSeconds());
    }

    @ParameterizedTest
    @CsvSource({
        "9, 0, 0, 0, 0, 0, 0",
        "1024001, 0, 0, 0, 0, 0, 0",
        "0, -1, 0, 0, 0, 0, 0",
        "0, 0, 31, 0, 0, 0, 0",
        "0, 0, 4194305, 0, 0, 0, 0",
        "0, 0, 0, -1, 0, 0, 0",
        "0, 0, 0, 0, -1, 0, 0",
        "0, 0, 0, 0, 0, -1, 0",
        "0, 0, 0, 0, 0, 0, 63",
        "0, 0, 0, 0, 0, 0, 1048577"
    })
    void what_is_out_of_range_is_refused(
            long cpus, long cpuTime, long pids, long read, long write, long fileSize, long hostFiles) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new OsLimits(cpus, cpuTime, pids, read, write, fileSize, hostFiles));
    }

    @Test
    void the_message_names_the_range() {
        var e = assertThrows(IllegalArgumentException.class, () -> new OsLimits(0, 0, 10, 0, 0, 0, 0));

        assertEquals("pids cannot be 10: it must be 0, for no limit, or 32 to 4194304", e.getMessage());
    }

    @Test
    void no_limit_is_the_widest() {
        OsLimits some = new OsLimits(500, 1, 64, 2, 3, 4, 128);
        OsLimits others = new OsLimits(1000, 0, 32, 1, 0, 0, 64);

        assertEquals(new OsLimits(500, 1, 32, 1, 3, 4, 64), some.narrowedBy(others));
        assertEquals(some, some.narrowedBy(OsLimits.NONE));
    }
}
