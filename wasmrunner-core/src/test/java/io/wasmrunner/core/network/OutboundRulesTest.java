package io.wasmrunner.core.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundRulesTest {
    private final List<String> warnings = new ArrayList<>();

    private GuestNetwork parse(String mode, List<String> hosts, List<String> networks, List<String> added) {
        return OutboundRules.parse(
                mode.isEmpty() ? Optional.empty() : Optional.of(mode), hosts, networks, added, warnings::add);
    }

    @Test
    void rules_imply_the_network() {
        assertEquals(
                new GuestNetwork.Allowed(List.of("example.com:8080"), List.of("10.0.0.0/8"), List.of("db=10.0.0.7")),
                parse("", List.of("Example.COM:8080"), List.of("10.0.0.0/8"), List.of("DB:10.0.0.7")));
        assertEquals(List.of(), warnings);
    }

    @Test
    void without_rules_there_is_none() {
        assertEquals(new GuestNetwork.None(), parse("", List.of(), List.of(), List.of()));
        assertEquals(new GuestNetwork.None(), parse("host", List.of(), List.of(), List.of("db:10.0.0.7")));
        assertEquals(2, warnings.size());
    }

    @Test
    void none_and_rules_contradict_each_other() {
        WasmrunnerException e =
                assertThrows(WasmrunnerException.class, () -> parse("none", List.of("x.com"), List.of(), List.of()));
        assertEquals(ErrorCode.USAGE, e.code());
        assertTrue(e.getMessage().startsWith("cannot let the guest connect anywhere with --network none: "));
    }

    @ParameterizedTest
    @CsvSource({
        "x.com, x.com:80 x.com:443",
        "x.com:*, x.com:*",
        "*.x.com:22, *.x.com:22",
        "192.0.2.7, 192.0.2.7:80 192.0.2.7:443",
        "[2001:db8::7]:80, [2001:db8::7]:80",
        "xn--mnchen-3ya.de:443, xn--mnchen-3ya.de:443"
    })
    void a_policy_is_asked_about_each_port(String rule, String names) {
        assertEquals(names, String.join(" ", AllowedHost.parse(rule).names()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x.com:",
                "x.com:0",
                "x.com:80:80",
                "x.com.",
                ".x.com",
                "*",
                "*.",
                "*.*.com",
                "*x.com",
                "user@x.com",
                "http://x.com",
                "127.1",
                "0x7f000001",
                "2130706433",
                "127.0.0.01",
                "[127.0.0.1]",
                "[::1",
                "::1",
                "münchen.de",
                "x_y.com",
                "-x.com",
                "x y"
            })
    void what_is_no_host_is_refused_with_what_would_be(String text) {
        WasmrunnerException e = assertThrows(WasmrunnerException.class, () -> AllowedHost.parse(text));
        assertTrue(e.getMessage().startsWith("cannot allow the host " + text + ": "), e.getMessage());
        assertTrue(e.getMessage().endsWith("; write example.com, *.example.com:8080 or 192.0.2.1:*"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "db:10.0.0.7, db=10.0.0.7",
        "db=fd00::7, db=fd00::7",
        "db:[fd00::7], db=fd00::7",
        "db:fd00::7, db=fd00::7"
    })
    void an_added_host_is_written_as_docker_has_it(String text, String read) {
        assertEquals(read, AddedHost.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db", "db:", ":10.0.0.7", "db:10.0.7", "db.:10.0.0.7", "1:10.0.0.7", "db:host-gateway"})
    void what_is_no_added_host_is_refused(String text) {
        assertThrows(WasmrunnerException.class, () -> AddedHost.parse(text));
    }
}
