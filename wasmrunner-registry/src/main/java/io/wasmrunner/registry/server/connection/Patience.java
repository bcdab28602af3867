package io.wasmrunner.registry.server.connection;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends connections whose client lets the server wait too long: for the next bytes, or until it takes some. */
public final class Patience implements AutoCloseable {
    private final long nanos;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

    public Patience(Duration patience) {
        this.nanos = patience.toNanos();
        long period = Math.max(1, patience.toMillis() / 4);
        var _ = clock.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    /** To be called by the thread of the connection. */
    Waiting begin() {
        Waiting one = new Waiting(Thread.currentThread());
        waiting.add(one);
        return one;
    }

    void end(Waiting one) {
        waiting.remove(one);
    }

    private void look() {
        long now = System.nanoTime();
        waiting.forEach(one -> one.interrupt(now, nanos));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** Whether a connection's thread waits for its client, and since when. */
    static final class Waiting {
        private final Thread thread;
        private boolean waits;
        private long since;

        Waiting(Thread thread) {
            this.thread = thread;
        }

        synchronized void start() {
            since = System.nanoTime();
            waits = true;
        }

        synchronized void stop() {
            waits = false;
        }

        /** The interrupt of a virtual thread that waits for a socket closes the socket. */
        private synchronized void interrupt(long now, long nanos) {
            if (waits && now - since > nanos) {
                thread.interrupt();
            }
        }
    }
}
