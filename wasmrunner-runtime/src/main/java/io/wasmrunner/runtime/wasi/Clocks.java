package io.wasmrunner.runtime.wasi;

import java.time.Instant;

/** The two clocks a guest can read. */
public interface Clocks {
    /** Nanoseconds since 1970-01-01T00:00:00Z. */
    long realtime();

    /** Nanoseconds since some fixed moment; never goes back. */
    long monotonic();

    /** The host's clocks; the monotonic one starts at zero now, so that a guest does not learn the host's uptime. */
    static Clocks system() {
        long start = System.nanoTime();
        return new Clocks() {
            @Override
            public long realtime() {
                Instant now = Instant.now();
                return now.getEpochSecond() * 1_000_000_000L + now.getNano();
            }

            @Override
            public long monotonic() {
                return System.nanoTime() - start;
            }
        };
    }
}
