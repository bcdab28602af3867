package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ClockFunctionsTest {
    @Test
    void realtime_and_monotonic_are_the_configured_clocks() {
        try (Guest guest = new Guest()) {
            guest.succeeds("clock_time_get", 0, 1, 32);
            assertEquals(1_700_000_000_000_000_000L, guest.memory.getLong(32));

            guest.succeeds("clock_time_get", 1, 1, 32);
            assertEquals(5_000_000_000L, guest.memory.getLong(32));
        }
    }

    @Test
    void the_resolution_is_a_nanosecond() {
        try (Guest guest = new Guest()) {
            guest.succeeds("clock_res_get", 1, 32);
            assertEquals(1, guest.memory.getLong(32));
        }
    }

    @Test
    void cpu_time_clocks_are_not_there_and_others_do_not_exist() {
        try (Guest guest = new Guest()) {
            assertEquals(Errno.BADF, guest.fails("clock_time_get", 2, 0, 32));
            assertEquals(Errno.BADF, guest.fails("clock_res_get", 3, 32));
            assertEquals(Errno.INVAL, guest.fails("clock_time_get", 4, 0, 32));
            assertEquals(Errno.INVAL, guest.fails("clock_res_get", -1, 32));
        }
    }

    @Test
    void the_system_clocks_tell_the_time_and_never_go_back() {
        Clocks clocks = Clocks.system();
        long first = clocks.monotonic();

        assertTrue(first >= 0);
        assertTrue(clocks.monotonic() >= first);
        Instant before = Instant.now();
        Instant told = Instant.ofEpochSecond(0, clocks.realtime());
        assertTrue(!told.isBefore(before) && !told.isAfter(Instant.now()));
    }
}
