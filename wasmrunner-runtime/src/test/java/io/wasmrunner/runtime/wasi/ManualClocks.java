package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.io.Poller;
import java.util.ArrayList;
import java.util.List;

/** Clocks that stand still but for what is waited, and the poller that waits on them. */
final class ManualClocks implements Clocks, Poller {
    private final List<Long> waits = new ArrayList<>();
    private final List<Integer> interestCounts = new ArrayList<>();
    private long realtime = 1_700_000_000_000_000_000L;
    private long monotonic = 5_000_000_000L;

    /** The nanoseconds each poll waited. */
    List<Long> waits() {
        return waits;
    }

    /** How many streams each poll was asked about. */
    List<Integer> interestCounts() {
        return interestCounts;
    }

    @Override
    public long realtime() {
        return realtime;
    }

    @Override
    public long monotonic() {
        return monotonic;
    }

    @Override
    public List<Readiness> poll(List<Interest> interests, long timeout) {
        List<Readiness> answers = new ArrayList<>();
        boolean any = false;
        for (Interest interest : interests) {
            boolean ready = interest.reading()
                    ? interest.what().readable()
                    : interest.what().writable();
            answers.add(new Readiness(ready, false));
            any |= ready;
        }
        interestCounts.add(interests.size());
        if (!any) {
            waits.add(timeout);
            realtime += timeout;
            monotonic += timeout;
        }
        return answers;
    }
}
