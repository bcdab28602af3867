package io.wasmrunner.registry.client.http;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Gives up a connection to which nothing could be written for a while: a system waits for ever there. */
final class WriteWatch implements AutoCloseable {
    private final Connection connection;
    private final long idleNanos;
    private final Thread thread;
    private volatile long aliveNanos = System.nanoTime();
    private volatile boolean stalled;
    private volatile boolean over;

    WriteWatch(Connection connection, Duration idle) {
        this.connection = connection;
        this.idleNanos = idle.toNanos();
        this.thread = Thread.ofVirtual().name("write-watch").start(this::watch);
    }

    private void watch() {
        while (!over) {
            long left = idleNanos - (System.nanoTime() - aliveNanos);
            if (left <= 0) {
                stalled = true;
                connection.close();
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    void alive() {
        aliveNanos = System.nanoTime();
    }

    boolean stalled() {
        return stalled;
    }

    @Override
    public void close() {
        over = true;
        LockSupport.unpark(thread);
    }
}
