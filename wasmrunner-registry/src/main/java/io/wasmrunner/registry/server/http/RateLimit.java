package io.wasmrunner.registry.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the requests of each client: so many in a second, and ten seconds' worth at once after a pause. */
final class RateLimit {
    private static final int MOST_CLIENTS = 100_000;
    private static final int SECONDS_AT_ONCE = 10;

    private final int perSecond;

    /** When each client will have paid for what it asked so far, in nanoseconds; those of long ago go first. */
    private final Map<String, Long> paidAt = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    /** @param perSecond 0 for no limit */
    RateLimit(int perSecond) {
        this.perSecond = perSecond;
    }

    /** @param now nanoseconds, as {@link System#nanoTime} has them */
    boolean allows(String client, long now) {
        if (perSecond == 0) {
            return true;
        }
        long price = 1_000_000_000L / perSecond;
        synchronized (paidAt) {
            long paid = paidAt.getOrDefault(client, now);
            long next = Math.max(0, paid - now) + price;
            if (next > SECONDS_AT_ONCE * 1_000_000_000L) {
                return false;
            }
            paidAt.put(client, now + next);
            return true;
        }
    }
}
