package io.wasmrunner.registry.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.auth.Credentials;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.client.http.Timeouts;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers byte by byte as a server likes them. */
@Timeout(60)
final class RawAnswerTest {
    private static final String UP = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private static final String UPLOAD = String.join(
            "\r\n", "HTTP/1.1 202 Accepted", "Location: /up?a=b", "Content-Length: 0", "Connection: close", "", "");

    @TempDir
    private Path folder;

    /** Says that it is a registry, and answers everything else in a way of its own. */
    private static RawServer server(RawServer.Script script) throws IOException {
        return new RawServer((head, out) -> {
            if (head.startsWith("GET /v2/ ")) {
                RawServer.say(out, UP);
            } else {
                script.run(head, out);
            }
        });
    }

    private static RawServer saying(String answer) throws IOException {
        return server((_, out) -> RawServer.say(out, answer));
    }

    private RegistryException refused(RawServer server) {
        try (TestClient client = new TestClient(folder)) {
            return assertThrows(
                    RegistryException.class,
                    () -> client.client.manifest(Reference.parse(server.host() + "/demo/api:1")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSH-2.0-OpenSSH\\r\\n\\r\\n|what it answers is not HTTP",
                "HTTP/1.1 2000 OK\\r\\n\\r\\n|what it answers is not HTTP",
                "HTTP/1.1 200 OK\\r\\nno colon\\r\\n\\r\\n|a header that is none",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\nContent-Length: 6\\r\\n\\r\\n|the length 5, 6",
                "HTTP/1.1 200 OK\\r\\nContent-Length: -5\\r\\n\\r\\n|the length -5",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 99999999999999999999\\r\\n\\r\\n|the length 9",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: gzip, chunked\\r\\n\\r\\n|the transfer coding gzip, chunked",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nxyz\\r\\n|a piece of the length xyz",
                "HTTP/1.1 200 OK\\r"
                        + "\\n"
                        + "Transfer-Encoding: chunked\\r"
                        + "\\n"
                        + "\\r"
                        + "\\n"
                        + "2\\r"
                        + "\\n"
                        + "{}}}\\r"
                        + "\\n"
                        + "0\\r"
                        + "\\n"
                        + "\\r"
                        + "\\n"
                        + "|longer than it says"
            })
    void what_is_not_http_is_refused_at_once(String answer, String reason) throws Exception {
        try (RawServer server = saying(answer.replace("\\r", "\r").replace("\\n", "\n"))) {
            RegistryException refused = refused(server);

            assertEquals(RegistryError.INVALID, refused.error());
            assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        }
    }

    @Test
    void headers_without_end_are_refused() throws Exception {
        try (RawServer server = server((_, out) -> {
            RawServer.say(out, "HTTP/1.1 200 OK\r\n");
            while (true) {
                RawServer.say(out, "X: " + "y".repeat(1000) + "\r\n");
            }
        })) {
            assertTrue(refused(server).getMessage().contains("the headers of its answer go beyond 65536 bytes"));
        }
    }

    @Test
    void interim_answers_without_end_are_refused() throws Exception {
        try (RawServer server = saying("HTTP/1.1 100 Continue\r\n\r\n".repeat(100))) {
            assertTrue(refused(server).getMessage().contains("only interim answers"));
        }
    }

    @Test
    void an_interim_answer_is_passed_over_and_pieces_are_put_together() throws Exception {
        String json = "{\"schemaVersion\":2,\"manifests\":[]}";
        try (RawServer server = saying("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nContent-Type: " + MediaTypes.OCI_INDEX
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "A;ext=1\r\n" + json.substring(0, 10) + "\r\n"
                        + Integer.toHexString(json.length() - 10) + "\r\n" + json.substring(10)
                        + "\r\n0\r\nTrailer: x\r\n\r\n");
                TestClient client = new TestClient(folder)) {
            assertArrayEquals(
                    json.getBytes(StandardCharsets.UTF_8),
                    client.client
                            .manifest(Reference.parse(server.host() + "/demo/api:1"))
                            .bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Len", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"})
    void a_connection_that_closes_is_tried_again_and_then_said(String answer) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (RawServer server = server((_, out) -> {
            asked.incrementAndGet();
            RawServer.say(out, answer);
        })) {
            RegistryException refused = refused(server);

            assertEquals(RegistryError.UNREACHABLE, refused.error(), refused.getMessage());
            assertTrue(refused.getMessage().contains("closed the connection"), refused.getMessage());
            assertTrue(asked.get() >= 1);
        }
    }

    @Test
    void a_registry_that_sends_nothing_is_given_up() throws Exception {
        Duration soon = Duration.ofMillis(300);
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer server = server((_, _) -> over.await());
                TestClient client = new TestClient(
                        folder, ClientConfig.DEFAULT, Credentials.NONE, new Timeouts(soon, soon, soon))) {
            var refused = assertThrows(
                    RegistryException.class,
                    () -> client.client.manifest(Reference.parse(server.host() + "/demo/api:1")));

            assertEquals(RegistryError.UNREACHABLE, refused.error());
            assertTrue(
                    refused.getMessage().endsWith("it sends nothing for 0.3 s; try again later"), refused.getMessage());
        } finally {
            over.countDown();
        }
    }

    @Test
    void a_document_that_trickles_is_given_up() throws Exception {
        Duration soon = Duration.ofMillis(300);
        CountDownLatch paced = new CountDownLatch(1);
        try (RawServer server = server((_, out) -> {
                    RawServer.say(out, "HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\n");
                    while (true) {
                        RawServer.say(out, " ");
                        paced.await(2, java.util.concurrent.TimeUnit.MILLISECONDS);
                    }
                });
                TestClient client = new TestClient(
                        folder, ClientConfig.DEFAULT, Credentials.NONE, new Timeouts(soon, soon, soon))) {
            var refused = assertThrows(
                    RegistryException.class,
                    () -> client.client.manifest(Reference.parse(server.host() + "/demo/api:1")));

            assertTrue(refused.getMessage().contains("its answer takes longer than"), refused.getMessage());
        }
    }

    @Test
    void a_registry_that_takes_nothing_of_a_blob_is_given_up() throws Exception {
        Duration soon = Duration.ofMillis(300);
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer server = server((head, out) -> {
                    if (head.startsWith("HEAD")) {
                        RawServer.say(out, "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
                    } else if (head.startsWith("POST")) {
                        RawServer.say(out, UPLOAD);
                    } else {
                        over.await();
                    }
                });
                TestClient client = new TestClient(
                        folder, ClientConfig.DEFAULT, Credentials.NONE, new Timeouts(soon, soon, soon))) {
            byte[] blob = Content.random(30_000_000, 1);
            Reference reference = Reference.parse(server.host() + "/demo/api:1");

            var refused = assertThrows(
                    RegistryException.class,
                    () -> client.client.putBlob(Descriptor.of("application/wasm", blob), blob, reference));

            assertEquals(RegistryError.UNREACHABLE, refused.error());
            assertTrue(refused.getMessage().contains("it takes nothing for 0.3 s"), refused.getMessage());
        } finally {
            over.countDown();
        }
    }

    @Test
    void nobody_there_is_said_plainly() throws Exception {
        String host;
        try (RawServer server = saying("")) {
            host = server.host();
        }
        try (TestClient client = new TestClient(folder)) {
            var refused = assertThrows(
                    RegistryException.class, () -> client.client.manifest(Reference.parse(host + "/demo/api:1")));

            assertEquals(RegistryError.UNREACHABLE, refused.error());
            assertTrue(refused.getMessage().contains("connection refused"), refused.getMessage());
        }
    }

    @Test
    void a_blob_is_sent_again_in_full_over_a_new_connection_only_when_the_registry_lacks_it() throws Exception {
        AtomicInteger puts = new AtomicInteger();
        try (RawServer server = server((head, out) -> {
                    if (head.startsWith("HEAD")) {
                        RawServer.say(
                                out,
                                puts.get() == 0
                                        ? "HTTP/1.1 404 Not Found\r\n\r\n"
                                        : "HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n");
                    } else if (head.startsWith("POST")) {
                        RawServer.say(out, "HTTP/1.1 202 Accepted\r\nLocation: /up\r\nContent-Length: 0\r\n\r\n");
                    } else {
                        puts.incrementAndGet();
                    }
                });
                TestClient client = new TestClient(folder)) {
            byte[] blob = Content.random(20_000, 1);

            client.client.putBlob(
                    Descriptor.of("application/wasm", blob), blob, Reference.parse(server.host() + "/demo/api:1"));

            assertEquals(1, puts.get());
        }
    }
}
