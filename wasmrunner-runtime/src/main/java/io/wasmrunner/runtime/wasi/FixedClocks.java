package io.wasmrunner.runtime.wasi;

/**
 * Clocks that stand still, but for what the guest asked to wait and waited. So it sees the same times in each run, and a
 * program that sleeps until some time comes to it.
 */
final class FixedClocks implements Clocks {
    private final Clocks exact;
    private final long realtime;
    private long passed;

    /** Clocks at {@code realtime}, nanoseconds since 1970-01-01T00:00:00Z, and at zero. */
    FixedClocks(Clocks exact, long realtime) {
        this.exact = exact;
        this.realtime = realtime;
    }

    @Override
    public long realtime() {
        return realtime + passed;
    }

    @Override
    public long monotonic() {
        return passed;
    }

    @Override
    public long waiting() {
        return exact.waiting();
    }

    @Override
    public boolean still() {
        return true;
    }

    @Override
    public void waited(long nanoseconds) {
        passed += nanoseconds;
    }
}
