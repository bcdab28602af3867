package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers that listen by {@code -p}. */
@ExtendWith(CliExtension.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class PublishTest {
    private static final String SERVER = Cli.example("http-server/server");
    private static final String BODY = "Hello from WebAssembly\n";

    private final Cli cli;

    PublishTest(Cli cli) {
        this.cli = cli;
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    /** Status and body, over a connection that may have been used before. */
    private static String get(int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return status + new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String say(int port, List<String> pieces) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream to = socket.getOutputStream();
            for (String piece : pieces) {
                to.write(piece.getBytes(StandardCharsets.ISO_8859_1));
                to.flush();
            }
            socket.shutdownOutput();
            InputStream from = socket.getInputStream();
            return new String(from.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static void stop(Running running) {
        running.signal("TERM");
        running.end();
    }

    @OnBothEngines
    void a_guest_serves_many_connections_at_once(String engine) throws Exception {
        int port = freePort();
        Running running = cli.start("run", "--engine", engine, "-p", port + ":80", SERVER);
        assertEquals("serving port 80", running.firstLine());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String path = i % 4 == 0 ? "/nothing" : "/";
                answers.add(threads.submit(() -> get(port, path)));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(
                        i % 4 == 0 ? "404there is nothing here\n" : "200" + BODY,
                        answers.get(i).get());
            }
        }
        stop(running);
    }

    @Test
    void requests_may_come_in_pieces_and_several_at_once() throws Exception {
        int port = freePort();
        Running running = cli.start("run", "-p", "127.0.0.1:" + port + ":80/tcp", SERVER);
        assertEquals("serving port 80", running.firstLine());

        List<String> letters = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                .chars()
                .mapToObj(Character::toString)
                .toList();
        assertTrue(say(port, letters).endsWith("\r\nConnection: close\r\n\r\n" + BODY));

        String three = say(port, List.of("GET / HTTP/1.1\r\n\r\nGET /x HTTP/1.1\r\n\r\nHEAD / HTTP/1.1\r\n\r\n"));
        assertEquals(3, three.split("HTTP/1.1 ", -1).length - 1, three);
        assertEquals("", say(port, List.of("GET / HT")));
        assertTrue(say(port, List.of("POST / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 405 "));
        assertTrue(
                say(port, List.of("GET / HTTP/1.1\r\nX: " + "y".repeat(8173))).startsWith("HTTP/1.1 431 "));
        stop(running);
    }

    @Test
    void several_ports_come_in_the_order_given() throws Exception {
        int first = freePort();
        int second = freePort();
        Running running = cli.start("run", "-p", first + ":80", "-p", second + ":443", SERVER);
        assertEquals("serving port 80:443", running.firstLine());
        assertEquals("200" + BODY, get(first, "/"));
        assertEquals("200" + BODY, get(second, "/"));
        stop(running);
    }

    @Test
    void the_guest_is_told_which_listener_is_which_unless_told_otherwise() throws IOException {
        String env = Cli.example("env/env");
        Result told = cli.run("run", "-p", freePort() + ":80", "--tcplisten", Integer.toString(freePort()), env);
        assertTrue(told.text().contains("LISTEN_FDS=2\n"), told.text());
        assertTrue(told.text().contains("LISTEN_FDNAMES=80:"), told.text());
        Result otherwise = cli.run("run", "-p", freePort() + ":80", "-e", "LISTEN_FDNAMES=web", env);
        assertTrue(otherwise.text().contains("LISTEN_FDNAMES=web\n"), otherwise.text());
    }

    @Test
    void a_free_port_is_chosen_and_said() {
        Result result = cli.run("run", "-p", "80", Cli.example("hello/hello"));
        assertTrue(result.err().matches("wasmrunner: published 127\\.0\\.0\\.1:\\d+->80/tcp\n"), result.err());
        assertEquals(0, result.code());
    }

    @Test
    void a_taken_port_is_named_before_anything_starts() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String told =
                    cli.run("run", "-p", taken.getLocalPort() + ":80", SERVER).refusal(125);
            assertTrue(
                    told.startsWith("cannot publish 127.0.0.1:" + taken.getLocalPort()
                            + ": address already in use by java (process "),
                    told);
        }
    }
}
