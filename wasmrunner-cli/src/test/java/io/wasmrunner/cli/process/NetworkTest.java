package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guest may connect to, with real workers, gates and servers. */
@ExtendWith(CliExtension.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class NetworkTest {
    private static final String FETCH = Cli.example("fetch/fetch");

    private final Cli cli;
    private LoopbackServer server;

    NetworkTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void there_are_workers() throws IOException {
        Optional<String> weakness = Cli.weakness();
        assumeTrue(weakness.isEmpty(), weakness::toString);
        server = new LoopbackServer();
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private int port() {
        return server.port();
    }

    private Result fetch(String url, String... flags) {
        String[] line = new String[flags.length + 3];
        line[0] = "run";
        System.arraycopy(flags, 0, line, 1, flags.length);
        line[flags.length + 1] = FETCH;
        line[flags.length + 2] = url;
        return cli.run(line);
    }

    private void refused(Result result, String why) {
        assertEquals("", result.text());
        assertEquals(1, result.code(), result.err());
        assertTrue(result.err().contains("refused attempt"), result.err());
        assertTrue(result.err().contains(why), result.err());
        assertEquals(0, server.requests(), "requests that got through");
    }

    @Test
    void an_allowed_address_answers() {
        fetch("http://127.0.0.1:" + port() + "/hello", "--allow-host", "127.0.0.1:" + port())
                .printed("hello from outside\n");
    }

    @Test
    void an_allowed_name_answers_when_its_private_address_is_allowed_as_well() {
        fetch(
                        "http://Web.Example:" + port() + "/hello",
                        "--network",
                        "host",
                        "--add-host",
                        "web.example:127.0.0.1",
                        "--allow-host",
                        "web.example:" + port(),
                        "--allow-cidr",
                        "127.0.0.0/8:" + port())
                .printed("hello from outside\n");
    }

    @Test
    void another_port_of_an_allowed_host_is_refused() {
        refused(
                fetch("http://127.0.0.1:" + port() + "/hello", "--allow-host", "127.0.0.1"),
                "port " + port() + " of 127.0.0.1, a loopback address, is in neither --allow-host nor --allow-cidr");
    }

    @Tag("attack-51")
    @Test
    void a_redirect_to_the_metadata_service_is_refused() {
        server.redirect("http://169.254.169.254/latest/meta-data/");
        Result result = fetch("http://127.0.0.1:" + port() + "/there", "--allow-host", "127.0.0.1:" + port());
        assertEquals(1, result.code());
        assertTrue(result.err().contains("redirected to http://169.254.169.254/"), result.err());
        assertTrue(result.err().contains("1 refused attempt: sock_getaddrinfo 169.254.169.254: "), result.err());
    }

    @Tag("attack-51")
    @Test
    void a_redirect_to_another_port_of_this_host_is_refused() throws IOException {
        try (LoopbackServer other = new LoopbackServer()) {
            server.redirect("http://127.0.0.1:" + other.port() + "/hello");
            Result result = fetch("http://127.0.0.1:" + port() + "/there", "--allow-host", "127.0.0.1:" + port());
            assertEquals(1, result.code());
            assertTrue(result.err().contains("refused attempt: sock_connect 127.0.0.1:" + other.port()), result.err());
            assertEquals(1, server.requests());
            assertEquals(0, other.requests());
        }
    }

    @Tag("attack-52")
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "10.0.0.1", "192.168.1.1", "0.0.0.0", "100.64.0.1"})
    void an_allowed_name_with_a_private_address_is_refused(String address) {
        refused(
                fetch(
                        "http://evil.example:" + port() + "/hello",
                        "--add-host",
                        "evil.example:" + address,
                        "--allow-host",
                        "evil.example:*"),
                "evil.example is " + address);
    }

    @Tag("attack-52")
    @Test
    void a_private_address_of_the_systems_own_resolver_is_refused() {
        refused(
                fetch(
                        "http://localhost:" + port() + "/hello",
                        "--allow-host",
                        "localhost:*",
                        "--allow-cidr",
                        "0.0.0.0/0:*"),
                "a loopback address, which --allow-cidr does not have");
    }

    @Tag("attack-52")
    @Test
    void an_address_that_no_allowed_name_was_resolved_to_is_refused() {
        refused(
                fetch(
                        "http://203.0.113.9:" + port() + "/hello",
                        "--add-host",
                        "good.example:1.1.1.1",
                        "--allow-host",
                        "good.example:*"),
                "203.0.113.9 is in neither --allow-host nor --allow-cidr");
    }

    @Tag("attack-53")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "0177.0.0.1",
                "127.0.0.01",
                "127.0.0.1.",
                "localhost.",
                "user@127.0.0.1",
                "user@localhost",
                "l\u00f6calhost",
                "\uff11\uff12\uff17.0.0.1",
                "127\u30020\u30020\u30021"
            })
    void another_spelling_of_an_allowed_host_is_refused(String host) {
        refused(
                fetch(
                        "http://" + host + ":" + port() + "/hello",
                        "--allow-host",
                        "localhost:*",
                        "--allow-host",
                        "127.0.0.1:*",
                        "--allow-cidr",
                        "127.0.0.0/8:*"),
                "is neither a plain host name nor an address in its one plain spelling");
    }

    @Tag("attack-54")
    @ParameterizedTest
    @CsvSource({"x.example, false", "evilx.example, false", "a.x.example, true", "a.b.x.example, true"})
    void a_star_and_a_dot_stand_for_what_is_beneath(String host, boolean allowed) {
        Result result = fetch(
                "http://" + host + ":" + port() + "/hello",
                "--add-host",
                host + ":127.0.0.1",
                "--allow-host",
                "*.x.example:" + port(),
                "--allow-cidr",
                "127.0.0.1/32:" + port());
        if (allowed) {
            result.printed("hello from outside\n");
        } else {
            refused(result, host + " is not in --allow-host");
        }
    }

    @Tag("attack-54")
    @Test
    void nothing_allowed_is_nothing_reached() {
        refused(fetch("http://127.0.0.1:" + port() + "/hello"), "the guest has no network");
        cli.forgetStrikes();
        Result result = fetch("http://127.0.0.1:" + port() + "/hello", "--network", "host");
        refused(result, "the guest has no network");
        assertTrue(result.err().contains("--network host alone lets the guest connect to nothing"), result.err());
    }

    @Test
    void a_policy_narrows_what_flags_ask_for() throws IOException {
        assertEquals(
                "cannot run with --allow-host 127.0.0.1:80: the policy does not allow it (network.connect-hosts ="
                        + " none); leave it out, or change the policy (--policy)",
                fetch("http://127.0.0.1/", "--policy", "restricted", "--allow-host", "127.0.0.1:80")
                        .refusal(125));
        Path policy = Files.writeString(
                cli.work().resolve("network.toml"),
                "[network]\nconnect-hosts = [\"127.0.0.1:%d\"]\nconnect-cidrs = [\"10.0.0.0/8:*\"]\nmax-bytes = 40\n"
                        .formatted(port()));
        assertEquals(
                "cannot run with --allow-cidr 0.0.0.0/0:*: the policy does not allow it (network.connect-cidrs ="
                        + " 10.0.0.0/8:*); leave it out, or change the policy (--policy)",
                fetch("http://127.0.0.1/", "--policy", policy.toString(), "--allow-cidr", "0.0.0.0/0:*")
                        .refusal(125));
        Result result = fetch(
                "http://127.0.0.1:" + port() + "/hello",
                "--policy",
                policy.toString(),
                "--allow-host",
                "127.0.0.1:" + port());
        assertTrue(result.err().contains("the network limit of 40 bytes is reached"), result.err());
    }

    @Test
    void without_a_worker_there_are_no_such_rules() {
        String told = fetch("http://127.0.0.1/", "--sandbox", "off", "--allow-host", "127.0.0.1")
                .refusal(125);
        assertTrue(told.startsWith("cannot let the guest connect by --allow-host or --allow-cidr: "), told);
    }

    @ParameterizedTest
    @CsvSource({
        "--network, bridge, 'cannot use --network bridge: there is none, which is the default, and host'",
        "--allow-host, 127.1, cannot allow the host 127.1: ",
        "--allow-host, x.com., cannot allow the host x.com.: ",
        "--allow-host, user@x.com, cannot allow the host user@x.com: ",
        "--allow-host, http://x.com, cannot allow the host http://x.com: ",
        "--allow-host, x.com:0, cannot allow the host x.com:0: ",
        "--allow-cidr, 10.0.0.1/8, cannot allow the network 10.0.0.1/8: ",
        "--allow-cidr, 10/8, cannot allow the network 10/8: ",
        "--add-host, db, cannot add the host db: ",
        "-p, 53:53/udp, cannot publish 53:53/udp: ",
        "--max-connections, 65537, cannot take --max-connections 65537: "
    })
    void what_is_malformed_is_said_before_anything_starts(String flag, String value, String message) {
        String told = fetch("http://127.0.0.1/", flag, value).refusal(125);
        assertTrue(told.startsWith(message), told);
    }

    @Test
    void a_guest_that_waits_for_an_answer_is_stopped_in_time() {
        server.silent();
        assertEquals(
                124,
                fetch("http://127.0.0.1:" + port() + "/", "--allow-host", "127.0.0.1:*", "--timeout", "500ms")
                        .code());
    }

    @Test
    void a_guest_that_waits_for_its_connection_is_stopped_in_time() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertTrue(first.isConnected() && second.isConnected());
            assertEquals(
                    124,
                    fetch(
                                    "http://127.0.0.1:" + full.getLocalPort() + "/",
                                    "--allow-host",
                                    "127.0.0.1:*",
                                    "--timeout",
                                    "500ms")
                            .code());
        }
    }

    @Test
    void a_guest_can_connect_without_waiting() {
        String url = "http://127.0.0.1:" + port() + "/hello";
        cli.run("run", "--allow-host", "127.0.0.1:*", FETCH, url, "30").printed("hello from outside\n");
    }

    @Test
    void why_it_cannot_connect_is_said_to_the_guest_however_it_waits() throws IOException {
        int nobody = port();
        server.close();
        for (String patience : List.of("0", "30")) {
            Result result = cli.run(
                    "run", "--allow-host", "127.0.0.1:*", FETCH, "http://127.0.0.1:" + nobody + "/hello", patience);
            assertEquals("cannot connect to 127.0.0.1: Connection refused\n", result.err());
            assertEquals(1, result.code());
        }
    }

    @Test
    void a_guest_can_give_up_connecting() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertTrue(first.isConnected() && second.isConnected());
            String url = "http://127.0.0.1:" + full.getLocalPort() + "/";
            Result result = cli.run("run", "--allow-host", "127.0.0.1:*", FETCH, url, "1");
            assertEquals("cannot connect to 127.0.0.1: Operation timed out\n", result.err());
        }
    }

    @Test
    void gate_and_worker_end_with_their_launcher() throws Exception {
        server.silent();
        Running running = cli.start("run", "--allow-host", "127.0.0.1:*", FETCH, "http://127.0.0.1:" + port() + "/");
        server.awaitRequest();
        ProcessHandle launcher = running.launcher();
        List<ProcessHandle> both = launcher.children().toList();
        assertEquals(2, both.size());
        Running.signal("KILL", launcher);
        for (ProcessHandle one : both) {
            one.onExit().get(60, TimeUnit.SECONDS);
        }
        running.end();
    }

    @Test
    void the_gate_has_no_privileges() throws Exception {
        server.silent();
        Running running = cli.start("run", "--allow-host", "127.0.0.1:*", FETCH, "http://127.0.0.1:" + port() + "/");
        server.awaitRequest();
        for (ProcessHandle one : running.launcher().children().toList()) {
            String status = Files.readString(Path.of("/proc", Long.toString(one.pid()), "status"));
            assertTrue(status.contains("\nNoNewPrivs:\t1\n"), status);
            assertTrue(status.contains("\nSeccomp:\t2\n"), status);
            assertTrue(status.contains("\nCapEff:\t0000000000000000\n"), status);
        }
        running.signal("TERM");
        running.end();
    }
}
