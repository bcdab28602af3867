package io.wasmrunner.registry.client.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.registry.RegistryException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxiesTest {
    private static String proxy(Map<String, String> environment, boolean secure, String authority) {
        return String.valueOf(Proxies.of(environment).of(Origin.of(secure, authority)));
    }

    @Test
    void each_scheme_has_its_own_and_lower_case_comes_first() {
        Map<String, String> environment =
                Map.of("HTTP_PROXY", "a.example:1", "HTTPS_PROXY", "http://b.example:2", "https_proxy", "c.example:3/");

        assertEquals("http://a.example:1", proxy(environment, false, "r.example"));
        assertEquals("http://c.example:3", proxy(environment, true, "r.example"));
        assertEquals("null", proxy(Map.of(), true, "r.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:5000", "127.0.0.1", "127.9.8.7:5000", "[::1]:5000", "a.localhost"})
    void this_machine_is_never_reached_through_one(String authority) {
        assertEquals("null", proxy(Map.of("HTTP_PROXY", "p.example"), false, authority));
    }

    @ParameterizedTest
    @CsvSource({
        "*, r.example, true",
        "r.example, r.example, true",
        "r.example, a.r.example, true",
        ".r.example, r.example, false",
        ".r.example, a.r.example, true",
        "*.r.example, a.r.example, true",
        "r.example, evilr.example, false",
        "r.example:5000, r.example:5000, true",
        "r.example:5001, r.example:5000, false",
        "10.0.0.0/8, 10.1.2.3, true",
        "10.0.0.0/8, 11.1.2.3, false",
        "10.0.0.0/33, 10.1.2.3, false",
        "0.0.0.0/0, 9.9.9.9, true",
        "'x, r.example ', r.example, true",
        "127.evil.example, 127.evil.example, true"
    })
    void some_hosts_are_reached_directly(String direct, String authority, boolean is) {
        Map<String, String> environment = Map.of("HTTP_PROXY", "p.example", "NO_PROXY", direct);

        assertEquals(is ? "null" : "http://p.example", proxy(environment, false, authority));
    }

    @Test
    void a_password_is_sent_and_not_shown() {
        Proxy proxy =
                Proxies.of(Map.of("HTTPS_PROXY", "http://me:s%40c@p.example:1")).of(Origin.of(true, "r.example"));

        assertEquals("Basic bWU6c0Bj", String.valueOf(proxy.authorization()));
        assertFalse(proxy.toString().contains("s@c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://p.example", "https://me:sesame@p.example", "http://", "http://a b"})
    void others_are_refused_without_showing_them(String variable) {
        Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", variable));

        var refused = assertThrows(RegistryException.class, () -> proxies.of(Origin.of(true, "r.example")));

        assertFalse(refused.getMessage().contains("sesame"));
    }
}
