package io.wasmrunner.core.stats;

import io.wasmrunner.runtime.guest.GuestUsage;

/**
 * What a worker had used at one time.
 *
 * @param time as {@link System#nanoTime}
 * @param ticks clock ticks of processors since it started
 * @param resident bytes of memory, those shared with others among them (VmRSS)
 * @param threads of the process
 * @param read bytes from disks; -1 when the kernel does not say, as of another user's process
 * @param written bytes to disks; -1 likewise
 */
public record Sample(long time, long ticks, long resident, long threads, long read, long written, GuestUsage guest) {

    /** Per cent of one processor since an earlier sample of the same worker. */
    public double processor(Sample earlier) {
        return 100 * rate(earlier, Math.max(0, ticks - earlier.ticks)) / Proc.TICKS;
    }

    /** Calls of host functions a second since then. */
    public double calls(Sample earlier) {
        return rate(earlier, Math.max(0, calls() - earlier.calls()));
    }

    /** Calls of host functions. */
    public long calls() {
        long all = 0;
        for (long calls : guest.hostCalls().values()) {
            all += calls;
        }
        return all;
    }

    private double rate(Sample earlier, long amount) {
        long nanoseconds = time - earlier.time;
        return nanoseconds <= 0 ? 0 : amount * 1e9 / nanoseconds;
    }
}
