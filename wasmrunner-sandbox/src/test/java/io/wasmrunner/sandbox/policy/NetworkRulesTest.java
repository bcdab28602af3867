package io.wasmrunner.sandbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworkRulesTest {
    private static Allowed only(String... patterns) {
        return Allowed.of(new Globs(List.of(patterns)));
    }

    private static NetworkRules rules(Allowed hosts, Allowed networks) {
        return new NetworkRules(Allowed.NONE, hosts, networks, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8:*, 10.1.0.0/16:5432, true",
        "10.0.0.0/8:*, 10.0.0.0/8, true",
        "10.0.0.0/8, 10.0.0.0/8:443, true",
        "10.0.0.0/8, 10.0.0.0/8:*, false",
        "10.0.0.0/8:*, 0.0.0.0/0:*, false",
        "10.0.0.0/8:*, 11.0.0.0/8:*, false",
        "10.0.0.0/8:80, 10.0.0.0/8:81, false",
        "0.0.0.0/0:*, ::/0:*, false",
        "*, ::/0:*, true",
    })
    void a_network_that_is_asked_for_must_lie_within_one_that_is_allowed(String allowed, String asked, boolean may) {
        assertEquals(may, rules(Allowed.NONE, only(allowed)).mayConnect(Network.parse(asked)));
    }

    @Test
    void a_pattern_that_is_asked_for_must_be_covered_as_a_whole() {
        NetworkRules some = rules(only("*.x.com:443", "api.y.com:*"), Allowed.NONE);
        assertTrue(some.mayConnect("a.x.com:443"));
        assertTrue(some.mayConnect("*.x.com:443"));
        assertTrue(some.mayConnect("api.y.com:*"));
        assertFalse(some.mayConnect("*.x.com:*"));
        assertFalse(some.mayConnect("*.com:443"));
        assertFalse(rules(Allowed.NONE, Allowed.NONE).mayConnect("a.x.com:443"));
        assertFalse(rules(Allowed.NONE, Allowed.NONE).mayConnect(Network.parse("1.1.1.1/32")));
    }

    @Test
    void two_policies_allow_what_both_do() {
        NetworkRules one = new NetworkRules(Allowed.ANY, only("*:443"), only("10.0.0.0/8:*"), 5, 0);
        NetworkRules two = new NetworkRules(Allowed.ANY, only("*.x.com:*"), only("10.1.0.0/16:*"), 7, 9);
        NetworkRules both = one.narrowedBy(two);
        assertTrue(both.mayConnect("a.x.com:443"));
        assertFalse(both.mayConnect("a.x.com:80"));
        assertFalse(both.mayConnect("a.y.com:443"));
        assertTrue(both.mayConnect(Network.parse("10.1.2.0/24:1")));
        assertFalse(both.mayConnect(Network.parse("10.2.0.0/16:1")));
        assertEquals(5, both.maxConnections());
        assertEquals(9, both.maxBytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0.0/",
                "/8",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "10.0.0.0/08",
                "10/8",
                "::/129",
                "x.com/8",
                "10.0.0.0/8:",
                "10.0.0.0/8:0",
                "10.0.0.0/8:65536",
                "10.0.0.0/8:http",
                "0x0a.0.0.0/8",
                "010.0.0.0/8",
                "2001:DB8::/32",
                "[::]/0",
                "::/0/0"
            })
    void what_is_no_network_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Network.parse(text));
    }

    @Test
    void numbers_have_their_range() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new NetworkRules(Allowed.ANY, Allowed.ANY, Allowed.ANY, 65_537, 0));
        assertThrows(
                IllegalArgumentException.class, () -> new NetworkRules(Allowed.ANY, Allowed.ANY, Allowed.ANY, 0, -1));
    }
}
