package io.wasmrunner.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Counts every violation of one guest and keeps the first few; safe for use by several threads. */
public final class ViolationLog {
    private static final int KEPT = 100;

    private final Consumer<Violation> listener;
    private final List<Violation> first = new ArrayList<>();
    private long count;

    /** A log that nobody listens to. */
    public ViolationLog() {
        this(violation -> {});
    }

    /** A log that tells {@code listener} of each violation it keeps, at once. */
    public ViolationLog(Consumer<Violation> listener) {
        this.listener = listener;
    }

    public synchronized void record(Violation violation) {
        count++;
        if (first.size() < KEPT) {
            first.add(violation);
            listener.accept(violation);
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
