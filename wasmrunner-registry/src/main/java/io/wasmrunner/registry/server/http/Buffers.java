package io.wasmrunner.registry.server.http;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** Buffers that are used again: a request needs one while content passes through. */
final class Buffers {
    /** Bytes: what one call to the system takes from a stream of a Java socket. */
    static final int SIZE = 128 << 10;

    private static final int MOST_KEPT = 64;

    private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(MOST_KEPT);

    byte[] take() {
        byte[] buffer = free.poll();
        if (buffer == null) {
            return new byte[SIZE];
        }
        room.release();
        return buffer;
    }

    void giveBack(byte[] buffer) {
        if (room.tryAcquire()) {
            free.add(buffer);
        }
    }
}
