package io.wasmrunner.registry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.auth.Credential;
import io.wasmrunner.registry.client.auth.Credentials;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.client.config.HostConfig;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS, with a certificate that only its own authority vouches for. */
final class SecureRegistryTest {
    @TempDir
    private Path folder;

    @TempDir
    private static Path keyFolder;

    private static Path keys;
    private static Path authority;

    private SecureServer server;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = keyFolder.resolve("keys.p12");
        keytool(
                "-genkeypair",
                "-keystore",
                keys.toString(),
                "-keyalg",
                "EC",
                "-dname",
                "CN=it",
                "-ext",
                "san=ip:127.0.0.1");
        authority = keyFolder.resolve("ca.pem");
        keytool("-exportcert", "-rfc", "-keystore", keys.toString(), "-file", authority.toString());
    }

    @BeforeEach
    void start() throws Exception {
        server = new SecureServer(keys);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void keytool(String... args) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(args));
        command.addAll(List.of("-alias", "it", "-storepass", SecureServer.PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
    }

    private TestClient client(HostConfig config) {
        return new TestClient(folder, ClientConfig.DEFAULT.withHosts(Map.of(server.host(), config)), Credentials.NONE);
    }

    private HostConfig trusting(Path file) {
        return new HostConfig(false, List.of(file), Optional.empty(), Optional.empty(), List.of());
    }

    private void pull(TestClient client) throws IOException {
        client.pull(Reference.parse(server.host() + "/demo/api:1"));
    }

    @Test
    void this_machine_need_not_prove_who_it_is() throws Exception {
        try (TestClient client = client(HostConfig.DEFAULT)) {
            pull(client);
        }
        assertTrue(server.isAsked());
    }

    @Test
    void an_authority_of_ones_own_is_trusted() throws Exception {
        try (TestClient client = client(trusting(authority))) {
            pull(client);
        }
    }

    @Test
    void another_authority_is_not() throws Exception {
        Path keys = folder.resolve("other.p12");
        keytool("-genkeypair", "-keystore", keys.toString(), "-keyalg", "EC", "-dname", "CN=other");
        Path other = folder.resolve("other.pem");
        keytool("-exportcert", "-rfc", "-keystore", keys.toString(), "-file", other.toString());
        try (TestClient client = client(trusting(other))) {
            var refused = assertThrows(RegistryException.class, () -> pull(client));

            assertEquals(RegistryError.UNREACHABLE, refused.error());
            assertTrue(refused.getMessage().contains("its TLS cannot be trusted"), refused.getMessage());
            assertTrue(refused.getMessage().contains("ca in registries.toml"), refused.getMessage());
            assertEquals(List.of(), client.pauses);
        }
    }

    @Test
    void a_certificate_for_another_name_is_not_taken() {
        String name = server.host().replace("127.0.0.1", "localhost");
        try (TestClient client = new TestClient(
                folder, ClientConfig.DEFAULT.withHosts(Map.of(name, trusting(authority))), Credentials.NONE)) {
            var refused =
                    assertThrows(RegistryException.class, () -> client.pull(Reference.parse(name + "/demo/api:1")));

            assertTrue(refused.getMessage().contains("its TLS cannot be trusted"), refused.getMessage());
        }
    }

    @Test
    void blobs_go_there_over_tls() throws Exception {
        byte[] blob = Content.random(500_000, 3);
        try (TestClient client = client(trusting(authority))) {
            client.store.put(blob);
            Manifest manifest = Manifest.of(Descriptor.of(MediaTypes.WASM_LAYER, blob), List.of(), Map.of());
            client.store.put(manifest.bytes());

            client.client.push(
                    client.store,
                    manifest.digest(),
                    Reference.parse(server.host() + "/demo/big:1"),
                    List.of(),
                    Progress.SILENT);

            assertTrue(server.received(blob));
        }
    }

    @Test
    void a_redirect_from_tls_to_plain_http_is_refused() throws Exception {
        server.redirectTo("http://127.0.0.1:1/");
        try (TestClient client = client(trusting(authority))) {
            var refused = assertThrows(RegistryException.class, () -> pull(client));

            assertTrue(refused.getMessage().endsWith("which is not encrypted"), refused.getMessage());
        }
    }

    @Test
    void a_password_is_not_sent_to_a_token_server_in_the_clear() throws Exception {
        server.challengeWith("Bearer realm=\"http://tokens.example/token\"");
        try (TestClient client = new TestClient(
                folder,
                ClientConfig.DEFAULT.withHosts(Map.of(server.host(), trusting(authority))),
                _ -> new Credential.Password("me", "secret"))) {
            var refused = assertThrows(RegistryException.class, () -> pull(client));

            assertEquals(RegistryError.DENIED, refused.error());
            assertTrue(
                    refused.getMessage().endsWith("it wants the password sent to http://tokens.example, in the clear"),
                    refused.getMessage());
        }
    }

    @Test
    void a_ca_file_that_is_none_is_named() throws Exception {
        Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing", StandardCharsets.US_ASCII);
        try (TestClient client = client(trusting(nothing))) {
            var refused = assertThrows(RegistryException.class, () -> pull(client));

            assertEquals(RegistryError.USAGE, refused.error());
            assertTrue(refused.getMessage().startsWith("cannot use " + nothing), refused.getMessage());
        }
    }
}
