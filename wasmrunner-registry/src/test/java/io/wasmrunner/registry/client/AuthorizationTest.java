package io.wasmrunner.registry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.auth.Credential;
import io.wasmrunner.registry.client.auth.Credentials;
import io.wasmrunner.registry.client.config.ClientConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthorizationTest {
    private static final byte[] LAYER = Content.random(1000, 1);
    private static final Credential ME = new Credential.Password("me", "secret");

    @TempDir
    private Path folder;

    private final AtomicInteger given = new AtomicInteger();
    private FakeRegistry tokens;
    private FakeRegistry registry;

    @BeforeEach
    void start() throws Exception {
        tokens = new FakeRegistry();
        registry = new FakeRegistry();
        registry.image("demo/api", "1", LAYER);
        registry.trick(exchange -> {
            String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (header.equals("Bearer token" + given.get())) {
                return false;
            }
            exchange.getResponseHeaders()
                    .set(
                            "Www-Authenticate",
                            "Bearer realm=\"http://" + tokens.host()
                                    + "/token\",service=\"it, the"
                                    + " registry\",scope=\"repository:victim/all:pull,push\"");
            FakeRegistry.answer(exchange, 401, "", new byte[0]);
            return true;
        });
        tokens.trick(exchange -> {
            FakeRegistry.answer(
                    exchange,
                    200,
                    "application/json",
                    ("{\"token\":\"token" + given.incrementAndGet() + "\",\"expires_in\":300}")
                            .getBytes(StandardCharsets.UTF_8));
            return true;
        });
    }

    @AfterEach
    void stop() {
        registry.close();
        tokens.close();
    }

    private TestClient client(Credentials credentials) {
        return new TestClient(folder, ClientConfig.DEFAULT, credentials);
    }

    @Test
    void a_token_is_asked_for_once_and_used_for_all() throws Exception {
        try (TestClient client = client(_ -> ME)) {
            client.pull(registry.reference("demo/api:1"));

            assertEquals(1, tokens.asked.size());
            assertTrue(tokens.asked.getFirst().header("Authorization").startsWith("Basic "));
            assertEquals(
                    "service=it, the registry&account=me&client_id=wasmrunner&scope=repository:demo/api:pull",
                    tokens.asked.getFirst().query());
        }
    }

    @Test
    @Tag("attack-44")
    void only_our_own_scope_is_asked_for_whatever_a_registry_names() throws Exception {
        try (TestClient client = client(Credentials.NONE)) {
            client.pull(registry.reference("demo/api:1"));

            assertFalse(tokens.asked.getFirst().query().contains("victim"));
            assertEquals("", tokens.asked.getFirst().header("Authorization"));
        }
    }

    @Test
    void a_token_that_ended_is_replaced() throws Exception {
        try (TestClient client = client(_ -> ME)) {
            client.client.manifest(registry.reference("demo/api:1"));
            given.incrementAndGet();

            client.client.manifest(registry.reference("demo/api:1"));

            assertEquals(2, tokens.asked.size());
        }
    }

    @Test
    void a_token_that_is_refused_at_once_is_not_asked_for_again() {
        registry.trick(exchange -> {
            exchange.getResponseHeaders()
                    .set("Www-Authenticate", "Bearer realm=\"http://" + tokens.host() + "/token\"");
            FakeRegistry.answer(exchange, 401, "", new byte[0]);
            return true;
        });
        try (TestClient client = client(_ -> ME)) {
            var refused = assertThrows(
                    RegistryException.class, () -> client.client.manifest(registry.reference("demo/api:1")));

            assertEquals(RegistryError.DENIED, refused.error());
            assertTrue(
                    refused.getMessage().endsWith("log in as somebody who may: wasmrunner login " + registry.host()),
                    refused.getMessage());
            assertEquals(1, tokens.asked.size());
        }
    }

    @Test
    void an_identity_token_is_posted() throws Exception {
        try (TestClient client = client(_ -> new Credential.IdentityToken("refresh+me"))) {
            client.client.manifest(registry.reference("demo/api:1"));

            assertEquals(List.of("POST /token"), tokens.lines());
            assertEquals("", tokens.asked.getFirst().header("Authorization"));
        }
    }

    @Test
    void another_scope_gets_another_token() throws Exception {
        try (TestClient client = client(_ -> ME)) {
            client.client.resolve(registry.reference("demo/api:1"));
            client.client.resolve(registry.reference("demo/web:1"));
        } catch (RegistryException _) {
            // The fake takes the last token only.
        }
        assertEquals(
                List.of("repository:demo/api:pull", "repository:demo/web:pull"),
                tokens.asked.stream()
                        .map(asked -> asked.query().replaceFirst(".*scope=", ""))
                        .distinct()
                        .toList());
    }

    @Test
    void credentials_are_those_of_the_host_that_asks() throws Exception {
        try (FakeRegistry basic = new FakeRegistry();
                TestClient client = client(host -> host.equals(registry.host()) ? ME : Credential.ANONYMOUS)) {
            basic.image("demo/api", "1", LAYER);
            basic.trick(AuthorizationTest::challengeBasic);

            var refused =
                    assertThrows(RegistryException.class, () -> client.client.manifest(basic.reference("demo/api:1")));

            assertTrue(refused.getMessage().contains("wants to know who asks"), refused.getMessage());
            assertTrue(basic.asked.stream()
                    .allMatch(asked -> asked.header("Authorization").isEmpty()));
        }
    }

    @Test
    void a_login_is_checked_with_the_registry() throws Exception {
        try (FakeRegistry basic = new FakeRegistry();
                TestClient client = client(Credentials.NONE)) {
            basic.trick(exchange -> {
                String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
                return !sent.equals("Basic bWU6c2VjcmV0") && challengeBasic(exchange);
            });

            client.client.checkLogin(basic.host(), new Credential.Password("me", "secret"));
            var refused = assertThrows(
                    RegistryException.class,
                    () -> client.client.checkLogin(basic.host(), new Credential.Password("me", "guess")));

            assertEquals(RegistryError.DENIED, refused.error());
            assertFalse(refused.getMessage().contains("guess"));
        }
    }

    @Test
    void a_token_with_a_line_break_is_not_sent() throws Exception {
        try (FakeRegistry evil = new FakeRegistry();
                TestClient client = client(Credentials.NONE)) {
            evil.trick("GET /token", 9, exchange -> {
                FakeRegistry.answer(exchange, 200, "", "{\"token\":\"a\\r\\nX: y\"}".getBytes(StandardCharsets.UTF_8));
                return true;
            });
            evil.trick(exchange -> {
                exchange.getResponseHeaders()
                        .set("Www-Authenticate", "Bearer realm=\"http://" + evil.host() + "/token\"");
                FakeRegistry.answer(exchange, 401, "", new byte[0]);
                return true;
            });

            var refused =
                    assertThrows(RegistryException.class, () -> client.client.manifest(evil.reference("demo/api:1")));

            assertEquals(RegistryError.INVALID, refused.error());
            assertTrue(refused.getMessage().startsWith("cannot send the header authorization"), refused.getMessage());
        }
    }

    private static boolean challengeBasic(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Www-Authenticate", "Basic realm=\"it\"");
        FakeRegistry.answer(exchange, 401, "", new byte[0]);
        return true;
    }
}
