package io.wasmrunner.runtime.wasi;

/**
 * Other clocks, rounded down. What a guest waits is measured exactly all the same.
 *
 * @param resolution nanoseconds, positive
 */
record CoarseClocks(Clocks exact, long resolution) implements Clocks {
    @Override
    public long realtime() {
        return round(exact.realtime());
    }

    @Override
    public long monotonic() {
        return round(exact.monotonic());
    }

    private long round(long time) {
        return time - Math.floorMod(time, resolution);
    }

    @Override
    public long waiting() {
        return exact.waiting();
    }
}
