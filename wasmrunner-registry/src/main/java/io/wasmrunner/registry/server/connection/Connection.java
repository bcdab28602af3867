package io.wasmrunner.registry.server.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection that is watched: how long its client makes the server wait, and how much of it is held in memory. */
public final class Connection implements ServerConnection {
    /**
     * Bytes that come before anybody takes some: a chunk of a chunked body comes whole, and so does what nobody wants of a
     * request that was refused.
     */
    private static final int MOST_UNREAD = 4 << 20;

    private static final ScopedValue<Connection> CURRENT = ScopedValue.newInstance();

    private final ServerConnectionSelector http;
    private final ConnectionContext context;
    private final Patience patience;
    private final DataReader reader;
    private Patience.@Nullable Waiting waiting;
    private @Nullable ServerConnection delegate;
    private int unread;
    private boolean last;

    Connection(ServerConnectionSelector http, ConnectionContext context, Patience patience) {
        this.http = http;
        this.context = context;
        this.patience = patience;
        this.reader = DataReader.create(this::next);
    }

    /** The request that is answered now took what came so far. */
    public static void taken() {
        if (CURRENT.isBound()) {
            CURRENT.get().unread = 0;
        }
    }

    /** No request comes behind the one that is answered now. */
    public static void endsWithThis() {
        if (CURRENT.isBound()) {
            CURRENT.get().last = true;
        }
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        Patience.Waiting clock = patience.begin();
        waiting = clock;
        try {
            ServerConnection connection = http.connection(new WatchedContext(context, reader, clock));
            delegate = connection;
            ScopedValue.where(CURRENT, this).call(() -> {
                connection.handle(limit);
                return true;
            });
        } finally {
            patience.end(clock);
        }
    }

    /** Null when there is no more. */
    private byte @Nullable [] next() {
        Patience.Waiting clock = waiting;
        if (last || clock == null) {
            return null;
        }
        if (unread > MOST_UNREAD) {
            throw new CloseConnectionException("more came than can be held");
        }
        clock.start();
        try {
            BufferData data = context.dataReader().readBuffer();
            byte[] bytes = data.readBytes();
            unread += bytes.length;
            return bytes;
        } catch (DataReader.InsufficientDataAvailableException _) {
            return null;
        } finally {
            clock.stop();
        }
    }

    @Override
    public Duration idleTime() {
        ServerConnection connection = delegate;
        return connection == null ? Duration.ZERO : connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        ServerConnection connection = delegate;
        if (connection != null) {
            connection.close(interrupt);
        }
    }
}
