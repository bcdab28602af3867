package io.wasmrunner.runtime.wasi;

import io.wasmrunner.runtime.engine.GuestMemory;

/** Fills the guest's array of {@code $event}. */
final class Events {
    /** Bytes of one. */
    static final int SIZE = 32;

    private static final int HANG_UP = 1;

    private final GuestMemory memory;
    private final long array;
    private int count;

    Events(GuestMemory memory, long array) {
        this.memory = memory;
        this.array = array;
    }

    /** That {@code subscription} came true; {@code bytes} may be moved without waiting. */
    void add(Subscription subscription, long bytes, boolean hangUp) {
        long at = array + (long) count * SIZE;
        memory.putLong(at, subscription.userData());
        // No error in the two bytes before the type.
        memory.putLong(at + 8, (long) subscription.type() << 16);
        memory.putLong(at + 16, bytes);
        memory.putLong(at + 24, hangUp ? HANG_UP : 0);
        count++;
    }

    int count() {
        return count;
    }
}
