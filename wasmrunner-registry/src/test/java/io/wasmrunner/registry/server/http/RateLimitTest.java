package io.wasmrunner.registry.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void a_client_gets_ten_seconds_worth_at_once_and_then_its_rate() {
        RateLimit rate = new RateLimit(2);
        int allowed = 0;
        for (int i = 0; i < 100; i++) {
            allowed += rate.allows("a", 0) ? 1 : 0;
        }

        assertEquals(20, allowed);
        assertTrue(rate.allows("b", 0));
        assertTrue(rate.allows("a", SECOND));
        assertTrue(rate.allows("a", SECOND));
        assertFalse(rate.allows("a", SECOND));
    }

    @Test
    void no_limit_is_no_limit() {
        RateLimit rate = new RateLimit(0);
        for (int i = 0; i < 1000; i++) {
            assertTrue(rate.allows("a", 0));
        }
    }
}
