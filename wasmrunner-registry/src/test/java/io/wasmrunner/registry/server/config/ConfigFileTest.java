package io.wasmrunner.registry.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.server.access.Action;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigFileTest {
    @TempDir
    private Path folder;

    private RegistryConfig read(String text) throws Exception {
        Path file = folder.resolve("registry.toml");
        Files.writeString(file, text);
        return ConfigFile.read(file, folder.resolve("otherwise"));
    }

    @Test
    void an_empty_file_says_the_defaults() throws Exception {
        RegistryConfig config = read("");

        assertEquals(new ListenConfig("127.0.0.1", 5000), config.listen());
        assertEquals(folder.resolve("otherwise"), config.root());
        assertEquals(LimitsConfig.DEFAULT, config.limits());
        assertEquals(Optional.empty(), config.tls());
        assertEquals(new AuthConfig.None(), config.auth());
        assertEquals(GcConfig.DEFAULT, config.gc());
        assertEquals(LogConfig.NONE, config.log());
        assertTrue(config.access().rules().isEmpty());
        assertTrue(config.quotas().isEmpty());
        assertTrue(config.immutable().isEmpty());
    }

    @Test
    void every_key_reaches_its_place() throws Exception {
        RegistryConfig config = read("""
            addr = "[::1]:5443"
            root = "data"
            [limits]
            blob-size = "10GiB"
            uploads = 7
            requests = 9
            connections = 8
            header-size = "16KiB"
            idle = "5m"
            [tls]
            certificate = "tls/server.crt"
            key = "/etc/server.key"
            clients = "clients.crt"
            [auth]
            type = "token"
            users = "users"
            key = "token.pem"
            issuer = "me"
            service = "here"
            lifetime = "2m"
            leeway = "10s"
            [groups]
            dev = ["alice", "bob"]
            [[access]]
            repositories = "team/**"
            groups = ["dev"]
            allow = ["pull", "push"]
            [[access]]
            anonymous = true
            allow = ["pull"]
            [gc]
            interval = "1d"
            grace = "2h"
            untagged = true
            [[quota]]
            repositories = "team/*"
            size = 1000
            [[immutable]]
            repositories = "team/*"
            tags = "v*"
            [log]
            access = "access.log"
            audit = "audit.log"
            [[webhook]]
            name = "ci"
            url = "https://ci.example/hook"
            authorization = "Bearer x"
            timeout = "3s"
            [[upstream]]
            repositories = "hub/**"
            registry = "docker.io"
            strip = "hub"
            prefix = "library"
            ttl = "1h"
            username = "me"
            password-file = "hub.password"
            insecure = true
            [[upstream]]
            repositories = "**"
            registry = "localhost:5001"
            """);

        assertEquals(new ListenConfig("::1", 5443), config.listen());
        assertEquals(folder.resolve("data"), config.root());
        assertEquals(new LimitsConfig(10L << 30, 7, 9, 8, 16 << 10, Duration.ofMinutes(5)), config.limits());
        assertEquals(
                Optional.of(new TlsConfig(
                        folder.resolve("tls/server.crt"),
                        Path.of("/etc/server.key"),
                        Optional.of(folder.resolve("clients.crt")))),
                config.tls());
        assertEquals(
                new AuthConfig.OwnTokens(
                        new TokenConfig("me", "here", Duration.ofMinutes(2), Duration.ofSeconds(10)),
                        folder.resolve("users"),
                        Optional.of(folder.resolve("token.pem"))),
                config.auth());
        RepositoryName team = new RepositoryName("team/x/y");
        assertTrue(config.access().allows("bob", team, Action.PUSH));
        assertTrue(config.access().allows("", new RepositoryName("any"), Action.PULL));
        assertTrue(!config.access().allows("carol", team, Action.PUSH));
        assertEquals(new GcConfig(Duration.ofDays(1), Duration.ofHours(2), true), config.gc());
        assertEquals(
                List.of(new WebhookConfig(
                        "ci", URI.create("https://ci.example/hook"), "Bearer x", Duration.ofSeconds(3))),
                config.webhooks());
        assertEquals("ci", config.webhooks().getFirst().toString());
        assertEquals(1000, config.quotas().getFirst().bytes());
        assertTrue(config.immutable().getFirst().tags().matches("v1.0"));
        assertEquals(
                new LogConfig(Optional.of(folder.resolve("access.log")), Optional.of(folder.resolve("audit.log"))),
                config.log());
        UpstreamConfig hub = config.upstreams().getFirst();
        assertTrue(hub.repositories().matches("hub/alpine"));
        assertEquals("docker.io", hub.registry());
        assertEquals(
                Optional.of(new RepositoryName("library/alpine")), hub.nameThere(new RepositoryName("hub/alpine")));
        assertEquals(Duration.ofHours(1), hub.ttl());
        assertEquals(Optional.of(new UpstreamConfig.Login("me", folder.resolve("hub.password"))), hub.login());
        assertTrue(hub.insecure());
        assertEquals("localhost:5001", config.upstreams().getLast().registry());
        assertEquals(Duration.ofMinutes(10), config.upstreams().getLast().ttl());
    }

    @ParameterizedTest
    @CsvSource({
        "'registry = \"http://a.example\"', host or host:port",
        "'registry = \"a.example/b\"', host or host:port",
        "'registry = \"a.example\"\nprefix = \"UP\"', upstream.prefix must be",
        "'registry = \"a.example\"\nusername = \"me\"', needs the other of username and password-file",
        "'ttl = \"1h\"', upstream.registry must be there"
    })
    void an_upstream_that_makes_no_sense_is_refused(String keys, String rule) {
        RegistryException e = assertThrows(
                RegistryException.class,
                () -> read("[[upstream]]\nrepositories = \"**\"\n" + keys.replace("\\n", "\n")));

        assertEquals(RegistryError.USAGE, e.error());
        assertTrue(String.valueOf(e.getMessage()).contains(rule), e.getMessage());
    }

    @Test
    void tokens_of_another_issuer_need_its_address_and_its_keys() throws Exception {
        RegistryConfig config =
                read("[auth]\ntype = \"outside\"\nrealm = \"https://a.example/t\"\nkeys = \"jwks.json\"");

        assertEquals(
                new AuthConfig.OutsideTokens(TokenConfig.DEFAULT, "https://a.example/t", folder.resolve("jwks.json")),
                config.auth());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adr = \"x\" | line 1, column 1: adr is unknown; did you mean addr?",
                "[limits]~blobsize = 1 | line 2, column 1: limits.blobsize is unknown; did you mean blob-size?",
                "addr = 5 | line 1, column 1: addr must be a text",
                "addr = \"5000\" | cannot listen on 5000",
                "addr = \"x:70000\" | cannot listen on x:70000",
                "[limits]~uploads = -1 | line 2, column 1: limits.uploads must be a whole number",
                "[limits]~blob-size = \"10GB\" | limits.blob-size must be a size",
                "[limits]~blob-size = -1 | limits.blob-size must be a size",
                "[limits]~blob-size = \"9999999TiB\" | limits.blob-size must be a size",
                "[limits]~idle = 60 | limits.idle must be a time",
                "[limits]~idle = \"-1s\" | limits.idle must be a time",
                "[limits]~idle = \"\" | limits.idle must be a time",
                "[limits]~idle = \"60\" | limits.idle must be a time",
                "[auth]~type = \"basics\" | auth.type must be none, basic, token or outside, not basics; did you mean"
                        + " basic?",
                "[auth]~type = \"basic\" | auth.users must be there",
                "[[access]]~allow = [\"write\"] | access.allow must name pull, push or delete, not write",
                "[[access]]~groups = [\"dev\"]~allow = [\"pull\"] | access.groups has dev, which is not in [groups]",
                "[[access]]~anonymous = true | access.allow must name actions",
                "[[quota]]~repositories = \"x\" | quota.size must be there",
                "access = 1 | access must be written [[access]]",
                "root = \"a\\u0000b\" | root must be a path",
                "[gc]~grace = \"5s\" | gc.grace must be",
                "[[webhook]]~name = \"x\"~url = \"file:/etc\" | webhook.url must be http",
                "[[webhook]]~name = \"x\"~url = \"http://a:b@c/\" | webhook.url must be http",
                "[[webhook]]~name = \"x\"~url = \"http://c/\"~timeout = \"0s\" | webhook.timeout must be from",
                "[[webhook]]~name = \"x\"~url = \"http://c/\"~timeout = \"2h\" | webhook.timeout must be from",
                "limits = 1 | limits must be a table",
                "x = = 1 | line 1, column 5"
            })
    void what_is_wrong_is_said_with_its_place(String text, String message) {
        var refused =
                assertThrows(RegistryException.class, () -> read(text.strip().replace('~', '\n')));

        assertEquals(RegistryError.USAGE, refused.error());
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
        assertTrue(refused.getMessage().contains("registry.toml"), refused.getMessage());
    }
}
