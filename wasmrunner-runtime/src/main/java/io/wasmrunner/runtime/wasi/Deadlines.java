package io.wasmrunner.runtime.wasi;

/** How long the clock subscriptions of one poll still have. */
final class Deadlines {
    /** An hour, nanoseconds: a longer wait is waited in parts, so that no sum of it overflows. */
    static final long LONGEST = 3_600_000_000_000L;

    private final Clocks clocks;
    private final long start;
    private long waited;
    private long monotonic;
    private long realtime;
    private long asked;

    Deadlines(Clocks clocks) {
        this.clocks = clocks;
        start = clocks.waiting();
        monotonic = clocks.monotonic();
        realtime = clocks.realtime();
    }

    /** Reads the clocks anew. */
    void look() {
        waited = clocks.waiting() - start;
        monotonic = clocks.monotonic() + (clocks.still() ? waited : 0);
        realtime = clocks.realtime() + (clocks.still() ? waited : 0);
    }

    /** A subscription came true, and the guest is told. */
    void fired(Subscription subscription) {
        long span = subscription.timeout();
        if (subscription.absolute()) {
            span -= subscription.clock() == ClockFunctions.REALTIME ? clocks.realtime() : clocks.monotonic();
        }
        asked = Math.max(asked, span);
    }

    /** The wait is over. */
    void end() {
        clocks.waited(asked);
    }

    /** Nanoseconds until a subscription comes true, {@link #LONGEST} at most; 0 when it has. */
    long left(Subscription subscription) {
        long passed = waited;
        if (subscription.absolute()) {
            passed = subscription.clock() == ClockFunctions.REALTIME ? realtime : monotonic;
        }
        if (Long.compareUnsigned(subscription.timeout(), passed) <= 0) {
            return 0;
        }
        long left = subscription.timeout() - passed;
        return left < 0 ? LONGEST : Math.min(left, LONGEST);
    }
}
