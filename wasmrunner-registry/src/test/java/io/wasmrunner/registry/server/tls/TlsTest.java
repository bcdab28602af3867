package io.wasmrunner.registry.server.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.server.RegistryServer;
import io.wasmrunner.registry.server.config.ListenConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.config.TlsConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsTest {
    @TempDir
    private Path folder;

    private RegistryServer start(Optional<Path> clients) throws Exception {
        return RegistryServer.start(RegistryConfig.of(folder.resolve("root"))
                .withListen(new ListenConfig("127.0.0.1", 0))
                .withTls(new TlsConfig(folder.resolve("server.crt"), folder.resolve("server.key"), clients)));
    }

    /** @param own the client's certificate; empty for none */
    private HttpClient client(String trusted, String own) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, new char[0]);
        trust.setCertificateEntry(
                "server",
                TestCertificates.load(folder.resolve(trusted + ".p12")).getCertificate(trusted));
        TrustManagerFactory trustFactory = TrustManagerFactory.getInstance("PKIX");
        trustFactory.init(trust);
        KeyManager[] keys = {};
        if (!own.isEmpty()) {
            KeyManagerFactory keyFactory = KeyManagerFactory.getInstance("PKIX");
            keyFactory.init(TestCertificates.load(folder.resolve(own + ".p12")), TestCertificates.PASSWORD);
            keys = keyFactory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trustFactory.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static int get(HttpClient client, String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void content_comes_whole_through_an_encrypted_connection() throws Exception {
        TestCertificates.make(folder, "server");
        byte[] content = new byte[3_000_000];
        new Random(2).nextBytes(content);
        String digest = io.wasmrunner.registry.digest.Digest.of(content).toString();
        try (RegistryServer server = start(Optional.empty());
                HttpClient client = client("server", "")) {
            assertTrue(server.url().startsWith("https://127.0.0.1:"), server.url());
            var pushed = client.send(
                    HttpRequest.newBuilder(URI.create(server.url() + "/v2/demo/blobs/uploads/?digest=" + digest))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                            .build(),
                    BodyHandlers.ofString());
            var pulled = client.send(
                    HttpRequest.newBuilder(URI.create(server.url() + "/v2/demo/blobs/" + digest))
                            .build(),
                    BodyHandlers.ofByteArray());

            assertEquals(201, pushed.statusCode(), pushed::body);
            assertArrayEquals(content, pulled.body());
        }
    }

    @Test
    void a_new_certificate_is_shown_as_soon_as_it_is_there() throws Exception {
        TestCertificates.make(folder, "server");
        TestCertificates.make(folder, "renewed");
        try (RegistryServer server = start(Optional.empty());
                HttpClient before = client("server", "");
                HttpClient after = client("renewed", "")) {
            assertEquals(200, get(before, server.url() + "/v2/"));

            FileTime later = FileTime.fromMillis(System.currentTimeMillis() + 5000);
            for (String kind : new String[] {".crt", ".key"}) {
                Path file = folder.resolve("server" + kind);
                Files.copy(folder.resolve("renewed" + kind), file, StandardCopyOption.REPLACE_EXISTING);
                Files.setLastModifiedTime(file, later);
            }

            assertEquals(200, get(after, server.url() + "/v2/"));
        }
    }

    @Test
    void clients_must_show_a_certificate_where_that_is_asked() throws Exception {
        TestCertificates.make(folder, "server");
        TestCertificates.make(folder, "friend");
        TestCertificates.make(folder, "stranger");
        try (RegistryServer server = start(Optional.of(folder.resolve("friend.crt")));
                HttpClient friend = client("server", "friend");
                HttpClient stranger = client("server", "stranger");
                HttpClient nobody = client("server", "")) {
            assertEquals(200, get(friend, server.url() + "/v2/"));
            assertThrows(IOException.class, () -> get(stranger, server.url() + "/v2/"));
            assertThrows(IOException.class, () -> get(nobody, server.url() + "/v2/"));
        }
    }

    @Test
    void files_that_are_no_keys_are_refused_by_name() throws Exception {
        TestCertificates.make(folder, "server");
        Files.writeString(folder.resolve("server.key"), "-----BEGIN RSA PRIVATE KEY-----\n");

        var refused = assertThrows(RegistryException.class, () -> start(Optional.empty()));

        assertTrue(refused.getMessage().contains("server.key"), refused.getMessage());
        assertTrue(refused.getMessage().contains("openssl pkcs8"), refused.getMessage());
        X509Certificate untouched = (X509Certificate)
                TestCertificates.load(folder.resolve("server.p12")).getCertificate("server");
        assertEquals("CN=server", untouched.getSubjectX500Principal().getName());
    }
}
