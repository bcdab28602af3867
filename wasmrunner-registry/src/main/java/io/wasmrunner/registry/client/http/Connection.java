package io.wasmrunner.registry.client.http;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A connection to a server, for one request at a time. */
final class Connection implements Closeable {
    private static final int BUFFER = 1 << 14;

    /** Of a host, that are tried. */
    private static final int MOST_ADDRESSES = 8;

    /** Reads from the network, and waits for a bounded time. */
    interface Reading {
        int read() throws IOException;
    }

    private final Origin origin;
    private final Duration idle;
    private final SocketChannel channel;
    private final InputStream in;
    private final WritableByteChannel out;
    private final boolean absolute;
    private final @Nullable String proxyAuthorization;
    private long idleSinceNanos;

    private Connection(
            Origin origin,
            Duration idle,
            SocketChannel channel,
            InputStream in,
            WritableByteChannel out,
            @Nullable Proxy spokenTo) {
        this.origin = origin;
        this.idle = idle;
        this.channel = channel;
        this.in = new BufferedInputStream(in, BUFFER);
        this.out = out;
        this.absolute = spokenTo != null;
        this.proxyAuthorization = spokenTo == null ? null : spokenTo.authorization();
    }

    static Connection open(Origin origin, @Nullable Proxy proxy, TlsSettings tls, Timeouts timeouts)
            throws IOException {
        SocketChannel channel = connect(proxy == null ? origin : proxy.origin(), timeouts.connect());
        boolean open = false;
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Socket socket = channel.socket();
            socket.setSoTimeout(Math.toIntExact(timeouts.idle().toMillis()));
            if (proxy != null && origin.secure()) {
                tunnel(channel, origin, proxy, timeouts);
            }
            Connection connection;
            if (origin.secure()) {
                SSLSocket secured = secure(socket, origin, tls);
                connection = new Connection(
                        origin,
                        timeouts.idle(),
                        channel,
                        secured.getInputStream(),
                        Channels.newChannel(secured.getOutputStream()),
                        null);
            } else {
                connection = new Connection(origin, timeouts.idle(), channel, socket.getInputStream(), channel, proxy);
            }
            open = true;
            return connection;
        } catch (SocketTimeoutException e) {
            throw silent(timeouts.idle(), e);
        } finally {
            if (!open) {
                channel.close();
            }
        }
    }

    private static SocketChannel connect(Origin to, Duration within) throws IOException {
        IOException failure = null;
        InetAddress[] all = InetAddress.getAllByName(to.address());
        for (InetAddress address : Arrays.copyOf(all, Math.min(all.length, MOST_ADDRESSES))) {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.socket().connect(new InetSocketAddress(address, to.port()), Math.toIntExact(within.toMillis()));
                return channel;
            } catch (SocketTimeoutException e) {
                channel.close();
                failure = new StalledException("it does not take a connection within " + within.toSeconds() + " s");
                failure.initCause(e);
            } catch (IOException e) {
                channel.close();
                failure = e;
            }
        }
        throw failure == null ? new IOException("it has no address") : failure;
    }

    private static SSLSocket secure(Socket socket, Origin origin, TlsSettings tls) throws IOException {
        SSLSocket secured = (SSLSocket)
                TlsContext.of(tls).getSocketFactory().createSocket(socket, origin.address(), origin.port(), true);
        if (tls.verify()) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        secured.startHandshake();
        return secured;
    }

    private static void tunnel(SocketChannel channel, Origin origin, Proxy proxy, Timeouts timeouts)
            throws IOException {
        String target = origin.host() + ":" + origin.port();
        StringBuilder request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
        if (proxy.authorization() != null) {
            request.append("Proxy-Authorization: ")
                    .append(proxy.authorization())
                    .append("\r\n");
        }
        Body.of(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1))
                .writeTo(channel, _ -> {});
        AnswerHead head = AnswerHead.read(
                channel.socket().getInputStream(),
                System.nanoTime() + timeouts.answer().toNanos());
        if (head.status() != 200) {
            throw new MalformedAnswerException("the proxy " + proxy.origin() + " answers " + head.status());
        }
    }

    Origin origin() {
        return origin;
    }

    InputStream in() {
        return in;
    }

    WritableByteChannel out() {
        return out;
    }

    /** Whether requests name the whole address, as a proxy needs it. */
    boolean absolute() {
        return absolute;
    }

    @Nullable
    String proxyAuthorization() {
        return proxyAuthorization;
    }

    void idleSince(long nanos) {
        idleSinceNanos = nanos;
    }

    long idleSinceNanos() {
        return idleSinceNanos;
    }

    /** What is read, or a stall by its name. */
    int translated(Reading reading) throws IOException {
        try {
            return reading.read();
        } catch (SocketTimeoutException e) {
            throw silent(idle, e);
        }
    }

    AnswerHead head(Duration within) throws IOException {
        try {
            return AnswerHead.read(in, System.nanoTime() + within.toNanos());
        } catch (SocketTimeoutException e) {
            throw silent(idle, e);
        }
    }

    private static StalledException silent(Duration idle, Exception cause) {
        StalledException stalled = new StalledException("it sends nothing for " + idle.toMillis() / 1000.0 + " s");
        stalled.initCause(cause);
        return stalled;
    }

    /** Whether the server has closed it, or says something that nobody asked for. */
    boolean isClosed() {
        try {
            channel.configureBlocking(false);
            boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return !silent;
        } catch (IOException _) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // It is given up either way.
        }
    }

    /** Whether an answer can have been lost with it: the server closed before it said anything. */
    static boolean beforeAnyAnswer(IOException e) {
        return !(e instanceof StalledException)
                && !(e instanceof MalformedAnswerException)
                && (!(e instanceof EOFException)
                        || String.valueOf(e.getMessage()).equals("it closed the connection"));
    }
}
