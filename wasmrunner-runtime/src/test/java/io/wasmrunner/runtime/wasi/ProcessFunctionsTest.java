package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.engine.GuestExitException;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.io.GuestInterruptedException;
import io.wasmrunner.sandbox.quota.Quota;
import io.wasmrunner.sandbox.quota.QuotaExceededException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ProcessFunctionsTest {
    private static int exitCode(String function, int argument) {
        try (Guest guest = new Guest()) {
            return assertThrows(GuestExitException.class, () -> guest.call(function, argument))
                    .code();
        }
    }

    @Test
    void exit_ends_the_guest_with_all_32_bits_of_its_code() {
        assertEquals(0, exitCode("proc_exit", 0));
        assertEquals(256, exitCode("proc_exit", 256));
        assertEquals(-1, exitCode("proc_exit", -1));
    }

    @Test
    void raising_a_deadly_signal_ends_the_guest_as_a_shell_reports_it() {
        assertEquals(134, exitCode("proc_raise", 6));
        assertEquals(143, exitCode("proc_raise", 15));
        assertEquals(128 + 31, exitCode("proc_raise", 30));
    }

    @Test
    void raising_an_ignored_signal_does_nothing_and_one_that_stops_is_not_supported() {
        try (Guest guest = new Guest()) {
            for (int ignored : new int[] {0, 16, 17, 22, 27}) {
                guest.succeeds("proc_raise", ignored);
            }
            for (int stopping : new int[] {18, 19, 20, 21}) {
                assertEquals(Errno.NOTSUP, guest.fails("proc_raise", stopping));
            }
            assertEquals(Errno.INVAL, guest.fails("proc_raise", 31));
            assertEquals(Errno.INVAL, guest.fails("proc_raise", -1));
        }
    }

    @Test
    void yielding_succeeds() {
        try (Guest guest = new Guest()) {
            guest.succeeds("sched_yield");
        }
    }

    @Test
    void random_bytes_fill_exactly_what_was_asked_for() {
        RandomSource ones = (into, offset, length) -> Arrays.fill(into, offset, offset + length, (byte) 1);
        try (Guest guest = new Guest("", builder -> builder.random(ones))) {
            int length = 200_000;
            guest.succeeds("random_get", 1000, length);

            byte[] memory = guest.memory.snapshot();
            assertEquals(0, memory[999]);
            assertEquals(1, memory[1000]);
            assertEquals(1, memory[1000 + length - 1]);
            assertEquals(0, memory[1000 + length]);
            guest.succeeds("random_get", guest.memory.size(), 0);
        }
    }

    @Tag("attack-22")
    @Test
    void four_gibibytes_of_random_are_a_fault_at_once() {
        RandomSource none = (into, offset, length) -> {
            throw new AssertionError("asked for " + length + " bytes");
        };
        try (Guest guest = new Guest("", builder -> builder.random(none))) {
            assertEquals(Errno.FAULT, guest.fails("random_get", 0, 0xFFFF_FFFFL));
            assertEquals(Errno.FAULT, guest.fails("random_get", 1, guest.memory.size()));
        }
    }

    @Test
    void the_system_source_does_not_repeat_itself() {
        byte[] first = new byte[64];
        byte[] second = new byte[64];
        RandomSource source = RandomSource.system();
        source.fill(first, 0, 64);
        source.fill(second, 0, 64);

        assertTrue(!Arrays.equals(first, second));
    }

    @Test
    void an_interrupted_guest_ends_in_the_middle_of_a_long_call() {
        try (Guest guest = new Guest()) {
            Thread.currentThread().interrupt();
            assertThrows(GuestInterruptedException.class, () -> guest.call("random_get", 0, 1 << 20));
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void the_host_call_limit_stops_the_guest_at_the_call_after_it() {
        try (Guest guest = new Guest("", builder -> builder.meters(Guest.limits(3, 0, 0)))) {
            guest.succeeds("sched_yield");
            assertEquals(Errno.BADF, guest.fails("fd_close", 99));
            guest.succeeds("sched_yield");

            QuotaExceededException e = assertThrows(QuotaExceededException.class, () -> guest.call("sched_yield"));
            assertEquals(Quota.HOST_CALLS, e.quota());
        }
    }
}
