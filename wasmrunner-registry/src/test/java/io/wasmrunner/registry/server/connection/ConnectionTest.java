package io.wasmrunner.registry.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.server.config.LimitsConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.conformance.TestRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionTest {
    @TempDir
    private Path root;

    private static Socket connect(TestRegistry registry, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), registry.port());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private RegistryConfig impatient() {
        LimitsConfig limits = LimitsConfig.DEFAULT;
        return RegistryConfig.of(root)
                .withLimits(new LimitsConfig(
                        limits.blobBytes(),
                        limits.uploads(),
                        limits.requests(),
                        limits.connections(),
                        limits.headerBytes(),
                        Duration.ofMillis(200)));
    }

    @Test
    void a_connection_ends_when_the_client_asks_for_it() throws Exception {
        try (TestRegistry registry = TestRegistry.start(root);
                Socket socket = connect(registry, "GET /v2/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            assertTrue(all(socket).startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void a_connection_serves_one_request_after_the_other() throws Exception {
        String get = "GET /v2/ HTTP/1.1\r\nHost: x\r\n";
        try (TestRegistry registry = TestRegistry.start(root);
                Socket socket = connect(registry, get + "\r\n" + get + "Connection: close\r\n\r\n")) {
            assertEquals(3, all(socket).split("HTTP/1.1 200 ", -1).length);
        }
    }

    @Tag("attack-41")
    @Test
    void a_chunk_larger_than_anybody_needs_ends_the_connection() throws Exception {
        try (TestRegistry registry = TestRegistry.start(root)) {
            String upload = registry.begin("demo/api");
            String head = "PATCH " + upload + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n40000000\r\n";
            try (Socket socket = connect(registry, head)) {
                OutputStream out = socket.getOutputStream();
                byte[] piece = new byte[1 << 20];
                assertThrows(IOException.class, () -> {
                    for (int i = 0; i < 1024; i++) {
                        out.write(piece);
                    }
                });
            }
            assertEquals(204, registry.get(upload).statusCode());
        }
    }

    @Test
    void a_client_that_says_nothing_is_left() throws Exception {
        try (TestRegistry registry = TestRegistry.start(impatient());
                Socket socket = connect(registry, "")) {
            assertEquals("", all(socket));
        }
    }

    @Test
    void a_client_that_stops_in_the_middle_is_left_and_can_go_on() throws Exception {
        try (TestRegistry registry = TestRegistry.start(impatient())) {
            String upload = registry.begin("demo/api");
            String head = "PATCH " + upload + " HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123";
            try (Socket socket = connect(registry, head)) {
                assertEquals("", all(socket));
            }

            byte[] rest = "456789".getBytes(StandardCharsets.US_ASCII);
            assertEquals(
                    202,
                    registry.send("PATCH", upload, rest, "Content-Range", "4-9").statusCode());
        }
    }
}
