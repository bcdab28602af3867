package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.policy.ClockRule;
import java.time.Instant;

/** The two clocks a guest can read. */
public interface Clocks {
    /** Nanoseconds since 1970-01-01T00:00:00Z. */
    long realtime();

    /** Nanoseconds since some fixed moment; never goes back. */
    long monotonic();

    /** Nanoseconds that the two tell apart. */
    default long resolution() {
        return 1;
    }

    /** Nanoseconds since some fixed moment, of a clock that goes on while a guest waits, also where the others do not. */
    default long waiting() {
        return monotonic();
    }

    /** Whether the two stand still while a guest waits, and are told afterwards. */
    default boolean still() {
        return false;
    }

    /** A guest asked to wait that long, nanoseconds, and has. */
    default void waited(long nanoseconds) {}

    /** These clocks, as a policy wants them to be seen. */
    default Clocks under(ClockRule rule) {
        return switch (rule.mode()) {
            case REAL -> this;
            case COARSE -> new CoarseClocks(this, rule.nanoseconds());
            case FIXED -> new FixedClocks(this, rule.nanoseconds());
        };
    }

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
