package io.wasmrunner.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server on a port of 127.0.0.1 that counts what it is asked. */
final class LoopbackServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile String location = "";
    private volatile boolean silent;

    LoopbackServer() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    int requests() {
        return requests.get();
    }

    /** From now on it sends everybody elsewhere. */
    void redirect(String to) {
        location = to;
    }

    /** From now on it hears and does not answer. */
    void silent() {
        silent = true;
    }

    void awaitRequest() throws InterruptedException {
        asked.await();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket one = listener.accept();
                Thread.ofVirtual().start(() -> answer(one));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket to) {
        try (to) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(to.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = reader.readLine();
            while (line != null && !line.isEmpty()) {
                line = reader.readLine();
            }
            requests.incrementAndGet();
            asked.countDown();
            if (silent) {
                // Until the other end has gone.
                reader.read();
                return;
            }
            String body = "hello from outside\n";
            String head =
                    location.isEmpty() ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n";
            to.getOutputStream()
                    .write((head + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // The guest is gone, as it may.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
