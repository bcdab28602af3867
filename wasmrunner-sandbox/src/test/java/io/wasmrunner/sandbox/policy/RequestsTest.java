package io.wasmrunner.sandbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.ViolationLog;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestsTest {
    @TempDir
    Path folder;

    private final ViolationLog violations = new ViolationLog();

    private Requests under(Policy policy) {
        return new Requests(policy, violations);
    }

    private static String refusal(Runnable request) {
        return assertThrows(RequestDeniedException.class, request::run).getMessage();
    }

    private static InetSocketAddress port(String host, int port) {
        return new InetSocketAddress(host, port);
    }

    @Test
    void the_standard_policy_has_everything() {
        Requests requests = under(Policy.STANDARD);

        assertTrue(requests.mount(folder, "/data", true, "--dir x"));
        assertFalse(requests.mount(folder, "/data", false, "--dir x:ro"));
        requests.listen(port("127.0.0.1", 80), "--tcplisten 80");
        requests.inherit("--env-inherit");
        requests.capability("log", "--allow-abi log");
        assertEquals(0, violations.count());
    }

    @Test
    void the_restricted_policy_makes_mounts_read_only_and_denies_the_rest() {
        Requests requests = under(NamedPolicy.RESTRICTED.policy());

        assertFalse(requests.mount(folder, "/data", true, "--dir x"));
        assertEquals(
                "cannot run with --tcplisten 80: the policy does not allow it (network.listen = none); leave it out, or"
                        + " change the policy (--policy)",
                refusal(() -> requests.listen(port("127.0.0.1", 80), "--tcplisten 80")));
        assertTrue(refusal(() -> requests.inherit("--env-inherit")).contains("(environment.inherit = false)"));
        assertTrue(refusal(() -> requests.capability("log", "--allow-abi log")).contains("(abi.allow = none)"));
        assertEquals(0, violations.count());
    }

    @Test
    void a_policy_that_reports_lets_through_and_records() {
        Requests requests = under(PolicyText.read(Map.of(
                "enforce", "report",
                "files.writable", "false",
                "files.mounts", "/nowhere",
                "network.listen", "",
                "abi.allow", "alerts",
                "environment.inherit", "false")));

        assertTrue(requests.mount(folder, "/data", true, "--dir x"));
        requests.listen(port("127.0.0.1", 80), "--tcplisten 80");
        requests.inherit("--env-inherit");
        requests.capability("log", "--allow-abi log");

        assertEquals(
                List.of(
                        new Violation(
                                Violation.Kind.REQUEST, "mount", "/data", "files.mounts = /nowhere does not allow it"),
                        new Violation(
                                Violation.Kind.REQUEST, "mount", "/data", "files.writable = false makes it read-only"),
                        new Violation(
                                Violation.Kind.REQUEST,
                                "listen",
                                "127.0.0.1:80",
                                "network.listen = none does not allow it"),
                        new Violation(
                                Violation.Kind.REQUEST,
                                "environment",
                                "",
                                "environment.inherit = false does not allow it"),
                        new Violation(
                                Violation.Kind.REQUEST, "capability", "log", "abi.allow = alerts does not allow it")),
                violations.first());
    }

    @Test
    void a_mount_elsewhere_is_refused_with_where_it_may_be() {
        Requests requests = under(PolicyText.read(Map.of("files.mounts", "/srv,/opt/x")));

        assertEquals(
                "cannot run with --dir x: the policy does not allow it (files.mounts = /opt/x, /srv); leave it out, or"
                        + " change the policy (--policy)",
                refusal(() -> requests.mount(folder, "/data", false, "--dir x")));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:*, 127.0.0.1, 8080, true",
        "127.0.0.1:*, 0.0.0.0, 8080, false",
        "127.0.0.1:*, 127.0.0.10, 8080, false",
        "*:8080, 0.0.0.0, 8080, true",
        "*:8080, 0.0.0.0, 18080, false",
        "[::1]:80, ::1, 80, true",
        "[::]:80, ::, 80, true",
        "[2001:db8:0:0:1::1]:80, 2001:db8:0:0:1:0:0:1, 80, false",
        "[2001:db8::1:0:0:1]:*, 2001:db8::1:0:0:1, 80, true",
        "[2001:db8::]:80, 2001:db8:0:0:0:0:0:0, 80, true",
        "127.0.0.1:80, 127.1, 80, true"
    })
    void an_address_is_compared_in_numbers(String pattern, String host, int port, boolean allowed) {
        NetworkRules rules =
                new NetworkRules(Allowed.of(new Globs(List.of(pattern))), Allowed.NONE, Allowed.NONE, 0, 0);

        assertEquals(allowed, rules.mayListen(port(host, port)));
    }
}
