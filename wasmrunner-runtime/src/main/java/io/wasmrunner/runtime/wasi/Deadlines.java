package io.wasmrunner.runtime.wasi;

/** How long the clock subscriptions of one poll still have. */
final class Deadlines {
    /** An hour, nanoseconds: a longer wait is waited in parts, so that no sum of it overflows. */
    static final long LONGEST = 3_600_000_000_000L;

    private final Clocks clocks;
    private final long start;
    private long monotonic;
    private long realtime;

    Deadlines(Clocks clocks) {
        this.clocks = clocks;
        start = clocks.monotonic();
        monotonic = start;
        realtime = clocks.realtime();
    }

    /** Reads the clocks anew. */
    void look() {
        monotonic = clocks.monotonic();
        realtime = clocks.realtime();
    }

    /** Nanoseconds until a subscription comes true, {@link #LONGEST} at most; 0 when it has. */
    long left(Subscription subscription) {
        long passed = monotonic - start;
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
