package io.wasmrunner.registry.client.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over HTTP 1.1, directly or through proxies. It follows no redirect, repeats nothing that a server has
 * answered, and knows no credentials but the proxy's. For any number of threads.
 */
public final class Transport implements AutoCloseable {
    /** Bytes that the system takes without waiting for the other side. */
    private static final int FITS_ANYWAY = 1 << 13;

    private final Connections connections = new Connections();
    private final Function<Origin, TlsSettings> tls;
    private final Proxies proxies;
    private final Timeouts timeouts;
    private final String userAgent;

    /**
     * @param tls how to speak TLS to a server
     * @param userAgent {@code wasmrunner/1.0}
     */
    public Transport(Function<Origin, TlsSettings> tls, Proxies proxies, Timeouts timeouts, String userAgent) {
        this.tls = tls;
        this.proxies = proxies;
        this.timeouts = timeouts;
        this.userAgent = userAgent;
    }

    /**
     * The answer, whatever its status.
     *
     * @throws StalledException when the server is silent for too long
     * @throws MalformedAnswerException when what comes is not HTTP
     * @throws IOException when there is no connection, or it breaks
     */
    public Answer send(Call call) throws IOException {
        Origin origin = Origin.of(call.uri());
        Connection waiting = connections.take(origin);
        if (waiting != null) {
            try {
                return send(call, waiting);
            } catch (IOException e) {
                // A part of a body may have been taken; whoever sends one must find out before sending it again.
                if (call.body().length() > 0 || !Connection.beforeAnyAnswer(e)) {
                    throw e;
                }
            }
        }
        return send(call, Connection.open(origin, proxies.of(origin), tls.apply(origin), timeouts));
    }

    private Answer send(Call call, Connection connection) throws IOException {
        boolean answered = false;
        try {
            write(call, connection);
            AnswerHead head = connection.head(timeouts.answer());
            Answer answer = new Answer(
                    call.uri(), head, Framing.length(head, call.isHead()), connection, connections, timeouts.answer());
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                connection.close();
            }
        }
    }

    private void write(Call call, Connection connection) throws IOException {
        Body.of(head(call, connection)).writeTo(connection.out(), _ -> {});
        if (call.body().length() <= FITS_ANYWAY) {
            call.body().writeTo(connection.out(), _ -> {});
            return;
        }
        try (WriteWatch watch = new WriteWatch(connection, timeouts.idle())) {
            try {
                call.body().writeTo(connection.out(), _ -> watch.alive());
            } catch (IOException e) {
                if (watch.stalled()) {
                    throw new StalledException(
                            "it takes nothing for " + timeouts.idle().toMillis() / 1000.0 + " s of what is sent");
                }
                if (e instanceof BodyException || !answersEarly(connection)) {
                    throw e;
                }
            }
        }
    }

    /** A server may refuse before it has all of a body, and close; what it said then is worth more than that it closed. */
    private static boolean answersEarly(Connection connection) {
        try {
            connection.in().mark(1);
            boolean something = connection.translated(connection.in()::read) >= 0;
            connection.in().reset();
            return something;
        } catch (IOException _) {
            return false;
        }
    }

    private byte[] head(Call call, Connection connection) {
        Origin origin = connection.origin();
        String path = call.uri().getRawPath();
        String query = call.uri().getRawQuery();
        String target = (connection.absolute() ? origin.toString() : "")
                + (path == null || path.isEmpty() ? "/" : path)
                + (query == null ? "" : "?" + query);
        StringBuilder head = new StringBuilder(call.method() + " " + target + " HTTP/1.1\r\n");
        put(head, "Host", origin.authority());
        put(head, "User-Agent", userAgent);
        put(head, "Accept-Encoding", "identity");
        if (call.body().length() > 0 || !(call.method().equals("GET") || call.isHead())) {
            put(head, "Content-Length", Long.toString(call.body().length()));
        }
        put(head, "Proxy-Authorization", connection.proxyAuthorization());
        call.headers().fields().forEach(field -> put(head, field.name(), field.value()));
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void put(StringBuilder head, String name, @Nullable String value) {
        if (value != null) {
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
