package io.wasmrunner.sandbox;

import java.util.ArrayList;
import java.util.List;

/** Counts every violation of one guest and keeps the first few; safe for use by several threads. */
public final class ViolationLog {
    private static final int KEPT = 100;

    private final List<Violation> first = new ArrayList<>();
    private long count;

    public synchronized void record(Violation violation) {
        count++;
        if (first.size() < KEPT) {
            first.add(violation);
        }
    }

    /** How many there were, also those not kept. */
    public synchronized long count() {
        return count;
    }

    /** The first 100 at most, oldest first. */
    public synchronized List<Violation> first() {
        return List.copyOf(first);
    }
}
