package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Projects of several services, from up to down. */
@ExtendWith(CliExtension.class)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class ComposeTest {
    private final Cli cli;

    ComposeTest(Cli cli) {
        this.cli = cli;
    }

    private void write(String text) throws IOException {
        Files.writeString(
                cli.work().resolve("compose.yaml"),
                text.replace("SERVER", Cli.example("http-server/server")).replace("HELLO", Cli.example("hello/hello")));
    }

    private Result compose(String... words) {
        return cli.run(words);
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static int status(int port) throws IOException {
        return ((HttpURLConnection)
                        URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection())
                .getResponseCode();
    }

    private List<String> ids() {
        return compose("compose", "ps", "-a", "--format", "{{.Service}} {{.ID}} {{.State}} {{.ExitCode}}")
                .text()
                .lines()
                .toList();
    }

    @Test
    void a_project_comes_up_is_changed_and_goes_down() throws IOException {
        int port = freePort();
        String text = """
            name: shop
            services:
              after:
                image: HELLO
                depends_on: {job: {condition: service_completed_successfully}}
                environment: {LEVEL: one}
              job: {image: HELLO, depends_on: [web], volumes: ["data:/data"]}
              web: {image: SERVER, ports: ["PORT:80"], restart: unless-stopped}
            volumes: {data: }
            """.replace("PORT", Integer.toString(port));
        write(text);
        try {
            assertEquals(0, compose("compose", "up", "-d", "--wait").code());
            assertEquals(200, status(port));
            cli.run("wait", "shop-after-1");
            List<String> first = ids();
            assertEquals(3, first.size(), first.toString());
            assertTrue(first.get(0).matches("web [0-9a-f]{12} running 0"), first.toString());
            assertTrue(first.get(2).matches("after [0-9a-f]{12} exited 0"), first.toString());
            assertTrue(compose("compose", "logs", "--tail", "1", "job").text().startsWith("job-1  | Hello"));
            assertEquals(
                    "shop_data",
                    cli.run("volume", "ls", "-q", "--filter", "name=shop")
                            .text()
                            .strip());

            write(text.replace("LEVEL: one", "LEVEL: two"));
            assertTrue(compose("compose", "up", "-d", "--wait").err().contains("shop-after-1: started anew"));
            List<String> second = ids();
            assertEquals(first.get(0), second.get(0));
            assertEquals(first.get(1), second.get(1));
            assertTrue(!first.get(2).equals(second.get(2)), "the changed one has another container");

            write(text.replaceAll("(?s)  after:.*?  job", "  job"));
            assertTrue(compose("compose", "up", "-d").err().contains("shop-after-1: its service is gone"));
            assertEquals(0, compose("compose", "up", "-d", "--remove-orphans").code());
            assertEquals(2, ids().size());
        } finally {
            assertEquals(0, compose("compose", "down", "-v", "--remove-orphans").code());
        }
        assertEquals("", cli.run("ps", "-aq").text());
        assertEquals("", cli.run("volume", "ls", "-q", "--filter", "name=shop").text());
    }

    @Test
    void a_dependency_that_fails_keeps_what_waits_for_it_from_starting() throws IOException {
        write("""
            name: sad
            services:
              job: {image: HELLO, x-wasmrunner: {fuel: 10}}
              after:
                image: HELLO
                depends_on: {job: {condition: service_completed_successfully}}
            """);
        try {
            Result up = compose("compose", "up", "-d");
            assertEquals(1, up.code());
            assertTrue(up.err()
                    .contains("cannot start the service after: cannot wait for sad-job-1 to complete: it has ended"));
            assertEquals(1, ids().size());
        } finally {
            compose("compose", "down");
        }
    }

    @Test
    void every_key_of_ours_is_a_flag_of_create() throws IOException {
        write("""
            name: all
            services:
              all:
                image: HELLO
                stop_signal: INT
                stop_grace_period: 1m30s
                working_dir: /
                network_mode: host
                pull_policy: never
                cpus: 1
                pids_limit: 64
                tty: true
                x-wasmrunner:
                  policy: standard
                  policy_override: true
                  enforce: report
                  allow_call: "*"
                  deny_call: sock_accept
                  denied_call: errno
                  allow_abi: log
                  allow_host: a.example
                  allow_cidr: 10.0.0.0/8
                  timeout: 1h
                  fuel: 100g
                  max_syscalls: 10m
                  max_open_files: 100
                  max_output: 1m
                  max_disk: 1m
                  max_table_elements: 1m
                  max_call_depth: 1000
                  max_connections: 10
                  max_network_bytes: 1m
                  cpu_time: 60s
                  read_bps: 100m
                  write_bps: 100m
                  clock: real
                  random_seed: 1
                  engine: chicory
                  interpret: true
                  sandbox: strict
                  scan: "off"
            """);
        try {
            Result up = compose("compose", "up");
            assertEquals(0, up.code(), up.err());
            assertTrue(up.text().startsWith("all-1  | Hello"), up.text() + up.err());
        } finally {
            compose("compose", "down");
        }
    }

    @Test
    void flags_of_the_project_stand_before_the_command_as_docker_has_them() throws IOException {
        Files.writeString(
                cli.work().resolve("other.yaml"), "services: {web: {image: \"${NAME:-a}\", profiles: [x]}}\n");
        Result config = compose("compose", "-f", "other.yaml", "-p", "named", "--profile=x", "config", "--images");
        assertEquals("a", config.text().strip(), config.err());
        assertEquals(1, compose("compose", "-f", "other.yaml", "up", "-d").code());
        assertEquals(1, compose("compose", "-f", "none.yaml", "config").code());
    }

    @Test
    void a_service_has_as_many_containers_as_are_asked_for() throws IOException {
        write("""
            name: many
            services:
              web: {image: SERVER, ports: ["80"], scale: 2}
              fixed: {image: SERVER, ports: ["PORT:80"], profiles: [fixed]}
            """.replace("PORT", Integer.toString(freePort())));
        Files.writeString(
                cli.work().resolve("over.yaml"),
                "services: {web: {labels: {from: override}}, more: {extends: {file: compose.yaml, service: web},"
                        + " scale: 0}}\n");
        try {
            Result refused = both("up", "-d", "--scale", "fixed=2", "web", "fixed");
            assertEquals(1, refused.code());
            assertTrue(refused.err().contains("cannot start 2 containers of the service fixed"), refused.err());
            assertEquals(List.of(), ids());

            assertEquals(0, both("up", "-d", "--wait").code());
            List<String> two = ids();
            assertEquals(2, two.size(), two.toString());
            assertTrue(both("up", "-d", "--no-recreate", "--scale", "web=3")
                    .err()
                    .contains("many-web-3: created and started"));
            assertEquals(two, ids().subList(0, 2));
            assertEquals(
                    3,
                    both("ps", "--format", "json")
                            .text()
                            .lines()
                            .filter(line -> line.contains("\"Service\":\"web\""))
                            .count());
            String logs = both("logs").text();
            assertTrue(logs.contains("web-1  | serving") && logs.contains("web-3  | serving"), logs);

            assertEquals(0, both("up", "-d", "--force-recreate", "-t", "1").code());
            assertEquals(2, ids().size());
            assertTrue(ids().stream().noneMatch(two::contains), "all are new");
        } finally {
            assertEquals(0, both("down", "-v").code());
        }
        assertEquals("", cli.run("ps", "-aq").text());
    }

    /** With the file that is put over the other. */
    private Result both(String... words) {
        List<String> line = new ArrayList<>(List.of("compose", "-f", "compose.yaml", "-f", "over.yaml"));
        line.addAll(List.of(words));
        return cli.run(line.toArray(String[]::new));
    }

    @Test
    void a_built_service_is_followed_until_it_is_stopped() throws IOException {
        Files.createDirectories(cli.work().resolve("src"));
        Files.copy(Path.of(Cli.example("http-server/server")), cli.work().resolve("src/server.wasm"));
        Files.writeString(
                cli.work().resolve("src/Wasmfile"),
                "FROM scratch\nCOPY server.wasm /server.wasm\nENTRYPOINT [\"/server.wasm\"]\n");
        Files.writeString(cli.work().resolve("vars"), "TAG=two\n");
        write("""
            name: built
            services:
              web: {build: {context: src, tags: ["kept:${TAG:-one}"]}, ports: ["80"]}
              job: {image: HELLO}
            """);
        try {
            Result up = compose("compose", "--env-file", "vars", "up", "-d", "--build");
            assertEquals(0, up.code(), up.err());
            assertTrue(cli.run("images").text().matches("(?s).*kept +two .*"), "its other name");
            assertEquals(0, compose("compose", "pull").code(), "there is nothing to pull");
            Running logs = cli.start("compose", "logs", "-f");
            String first = logs.firstLine();
            assertTrue(first.startsWith("web-1  | serving") || first.startsWith("job-1  | Hello"), first);
            assertEquals(0, compose("compose", "stop").code());
            Result end = logs.end();
            assertEquals(0, end.code(), end.err());
            assertEquals("", end.err());
        } finally {
            assertEquals(0, compose("compose", "down").code());
        }
    }
}
