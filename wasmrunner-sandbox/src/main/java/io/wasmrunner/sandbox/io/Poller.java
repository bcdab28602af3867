package io.wasmrunner.sandbox.io;

import java.util.List;

/** Waits until one of several streams is ready. */
public interface Poller {

    /** One thing waited for, and which way. */
    record Interest(Pollable what, boolean reading) {}

    /** What came of an interest with the same index: ready, and whether the other end is gone. */
    record Readiness(boolean ready, boolean hangUp) {}

    /**
     * Waits for the first of {@code interests} to become ready, at most {@code timeout} nanoseconds.
     *
     * @param interests may be empty: then this is a sleep
     * @param timeout nanoseconds; 0 looks without waiting, negative waits for ever
     * @return one answer for each interest, in order
     * @throws GuestInterruptedException when the thread is interrupted
     */
    List<Readiness> poll(List<Interest> interests, long timeout);
}
