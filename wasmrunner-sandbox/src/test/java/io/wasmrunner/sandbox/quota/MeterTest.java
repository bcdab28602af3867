package io.wasmrunner.sandbox.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeterTest {
    @Test
    void what_fits_is_counted_and_what_does_not_is_refused_whole() {
        Meter meter = new Meter(Quota.DISK, 10);
        assertTrue(meter.tryCharge(7));
        assertFalse(meter.refused());
        assertFalse(meter.tryCharge(4));
        assertTrue(meter.refused());
        assertEquals(7, meter.used());
        assertEquals(3, meter.left());
        assertTrue(meter.tryCharge(3));
        assertEquals(0, meter.left());
    }

    @Test
    void what_is_given_back_can_be_used_again() {
        Meter meter = new Meter(Quota.OPEN_FILES, 2);
        meter.charge(2);
        meter.release(1);
        meter.charge(1);
        QuotaExceededException stop = assertThrows(QuotaExceededException.class, () -> meter.charge(1));
        assertEquals(Quota.OPEN_FILES, stop.quota());
        assertEquals(2, stop.limit());
    }

    @Test
    void zero_means_no_limit() {
        Meter meter = new Meter(Quota.OUTPUT, 0);
        meter.charge(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, meter.left());
        assertFalse(meter.refused());
    }

    @Test
    void a_huge_amount_does_not_overflow_into_a_small_one() {
        Meter meter = new Meter(Quota.DISK, 10);
        meter.charge(5);
        assertFalse(meter.tryCharge(Long.MAX_VALUE));
        assertEquals(5, meter.used());
    }

    @Test
    void each_quota_has_an_exit_code_of_its_own() {
        assertEquals(
                Quota.values().length,
                Arrays.stream(Quota.values())
                        .mapToInt(Quota::exitCode)
                        .distinct()
                        .count());
    }
}
