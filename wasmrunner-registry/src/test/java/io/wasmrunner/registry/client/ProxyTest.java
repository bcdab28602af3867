package io.wasmrunner.registry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.auth.Credentials;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.client.config.HostConfig;
import io.wasmrunner.registry.client.http.Proxies;
import io.wasmrunner.registry.client.http.Timeouts;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.reference.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Hosts under {@code .invalid} exist nowhere: whoever gets an answer got it through the proxy. */
final class ProxyTest {
    private static RegistryClient client(Map<String, String> environment, HostConfig config) {
        return new RegistryClient(
                ClientConfig.DEFAULT.withHosts(Map.of("registry.invalid", config)),
                Credentials.NONE,
                new ClientOptions(
                        "wasmrunner/test",
                        Proxies.of(environment),
                        Timeouts.DEFAULT,
                        new RetryPolicy(1, Duration.ZERO, Duration.ZERO),
                        Pauser.SLEEP,
                        TestClient.CLOCK));
    }

    @Test
    void plain_requests_go_through_a_proxy_whole() throws Exception {
        try (FakeRegistry proxy = new FakeRegistry();
                RegistryClient client =
                        client(Map.of("http_proxy", "http://me:pw@" + proxy.host()), HostConfig.INSECURE)) {
            Manifest manifest = proxy.image("demo/api", "1", new byte[] {1});

            assertEquals(
                    manifest.digest(),
                    client.manifest(Reference.parse("registry.invalid/demo/api:1"))
                            .digest());
            assertTrue(proxy.asked.stream()
                    .allMatch(asked -> asked.header("Host").equals("registry.invalid")
                            && asked.header("Proxy-authorization").equals("Basic bWU6cHc=")));
        }
    }

    @Test
    void secure_requests_go_through_a_tunnel() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (RawServer proxy = new RawServer((head, out) -> {
                    heads.add(head);
                    RawServer.say(out, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
                });
                RegistryClient client = client(Map.of("HTTPS_PROXY", proxy.host()), HostConfig.DEFAULT)) {
            var refused = assertThrows(
                    RegistryException.class, () -> client.manifest(Reference.parse("registry.invalid/demo/api:1")));

            assertEquals(List.of("CONNECT registry.invalid:443 HTTP/1.1\r\nHost: registry.invalid:443\r\n\r\n"), heads);
            assertTrue(
                    refused.getMessage().contains("the proxy http://" + proxy.host() + " answers 407"),
                    refused.getMessage());
        }
    }

    @Test
    void a_host_that_is_named_is_reached_directly() throws Exception {
        try (FakeRegistry proxy = new FakeRegistry();
                RegistryClient client =
                        client(Map.of("HTTPS_PROXY", proxy.host(), "NO_PROXY", ".invalid"), HostConfig.DEFAULT)) {
            var refused = assertThrows(
                    RegistryException.class, () -> client.manifest(Reference.parse("registry.invalid/demo/api:1")));

            assertTrue(refused.getMessage().contains("there is no host of that name"), refused.getMessage());
            assertEquals(List.of(), proxy.lines());
        }
    }
}
