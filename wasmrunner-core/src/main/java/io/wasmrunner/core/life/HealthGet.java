package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.network.PortMapping;
import io.wasmrunner.runtime.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Fetches a page of a container from where its port is published, and from nowhere else. */
final class HealthGet {
    /** Bytes of a status line. */
    private static final int LONGEST = 512;

    private static final long MILLION = 1_000_000;

    private HealthGet() {}

    /**
     * Fetches it; redirects are not followed.
     *
     * @param timeout nanoseconds
     */
    static ProbeResult of(HealthProbe.Get get, Container container, long timeout) {
        Optional<InetSocketAddress> address = address(get, container);
        if (address.isEmpty()) {
            return new ProbeResult(
                    1,
                    "cannot get http://%s:%d%s: the container publishes no such port (-p)"
                            .formatted(get.host(), get.port(), get.target()));
        }
        long end = System.nanoTime() + timeout;
        try (Socket socket = new Socket()) {
            socket.connect(address.get(), Math.clamp(timeout / MILLION, 1, Integer.MAX_VALUE));
            String request = "GET " + get.target() + " HTTP/1.1\r\nHost: " + get.host() + ":" + get.port()
                    + "\r\nUser-Agent: wasmrunner\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String line = firstLine(socket, end);
            String[] words = line.split(" ", 3);
            boolean well = words.length > 1 && words[0].startsWith("HTTP/1.") && words[1].matches("[23][0-9][0-9]");
            return new ProbeResult(well ? 0 : 1, line);
        } catch (SocketTimeoutException e) {
            return ProbeResult.late(timeout);
        } catch (IOException e) {
            return new ProbeResult(1, "cannot get it from %s: %s".formatted(address.get(), Reason.of(e)));
        }
    }

    private static String firstLine(Socket socket, long end) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        while (line.length() < LONGEST) {
            long left = (end - System.nanoTime()) / MILLION;
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
            int c = in.read();
            if (c < 0 || c == '\n') {
                break;
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** As from inside the container, a port is the guest's; one of the host's is taken as well. */
    private static Optional<InetSocketAddress> address(HealthProbe.Get get, Container container) {
        Optional<InetSocketAddress> other = Optional.empty();
        for (String published : container.state().ports()) {
            PortMapping mapping =
                    PortMapping.parse(published.replace("->", ":")).getFirst();
            InetAddress address = mapping.address();
            if (!isLoopback(get.host()) && !get.host().equals(host(mapping))) {
                continue;
            }
            InetSocketAddress reached = new InetSocketAddress(
                    address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address, mapping.hostPort());
            if (mapping.guestPort() == get.port()) {
                return Optional.of(reached);
            }
            if (mapping.hostPort() == get.port()) {
                other = Optional.of(reached);
            }
        }
        return other;
    }

    private static String host(PortMapping mapping) {
        String name = mapping.hostName();
        return name.substring(0, name.lastIndexOf(':'));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("0.0.0.0");
    }
}
