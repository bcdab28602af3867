package io.wasmrunner.registry.client.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connections that wait for the next request. */
final class Connections implements AutoCloseable {
    private static final int MOST_IDLE = 8;

    /** Servers close theirs after a while; a request must not be the one that notices. */
    private static final long LONGEST_IDLE_NANOS = Duration.ofSeconds(20).toNanos();

    private final Map<Origin, Deque<Connection>> idle = new HashMap<>();
    private boolean closed;

    /** The one used last, or null. */
    synchronized @Nullable Connection take(Origin origin) {
        Deque<Connection> waiting = idle.get(origin);
        while (waiting != null && !waiting.isEmpty()) {
            Connection connection = waiting.pop();
            if (!connection.isClosed() && System.nanoTime() - connection.idleSinceNanos() < LONGEST_IDLE_NANOS) {
                return connection;
            }
            connection.close();
        }
        return null;
    }

    synchronized void giveBack(Connection connection) {
        Deque<Connection> waiting = idle.computeIfAbsent(connection.origin(), _ -> new ArrayDeque<>());
        if (closed || waiting.size() >= MOST_IDLE) {
            connection.close();
            return;
        }
        connection.idleSince(System.nanoTime());
        waiting.push(connection);
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.values().forEach(waiting -> waiting.forEach(Connection::close));
        idle.clear();
    }
}
