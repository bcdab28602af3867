package io.wasmrunner.registry.client.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.reference.RepositoryName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegistriesFileTest {
    private static ClientConfig parse(String text) {
        return RegistriesFile.parse("registries.toml", text, Path.of("/etc/wasmrunner"));
    }

    @Test
    void without_a_file_there_are_the_defaults(@TempDir Path folder) {
        ClientConfig config = RegistriesFile.read(folder.resolve("registries.toml"));

        assertEquals(new ClientConfig("docker.io", 3, 96 << 20, Map.of()), config);
        assertEquals(HostConfig.DEFAULT, config.host("docker.io"));
    }

    @Test
    void every_key_is_read() {
        ClientConfig config = parse("""
            default-registry = "registry.example"
            parallel = 8
            chunk-mib = 10

            [host."registry.example:5000"]
            ca = ["ca.pem", "/other.pem"]
            cert = "me.pem"
            key = "me.key"
            mirrors = ["localhost:5001", "mirror.example/hub"]

            [host.localhost]
            insecure = true
            """);

        assertEquals("registry.example", config.defaultRegistry());
        assertEquals(8, config.parallel());
        assertEquals(10 << 20, config.chunkBytes());
        assertEquals(
                new HostConfig(
                        false,
                        List.of(Path.of("/etc/wasmrunner/ca.pem"), Path.of("/other.pem")),
                        Optional.of(Path.of("/etc/wasmrunner/me.pem")),
                        Optional.of(Path.of("/etc/wasmrunner/me.key")),
                        List.of(new Mirror("localhost:5001", ""), new Mirror("mirror.example", "hub"))),
                config.host("registry.example:5000"));
        assertEquals(HostConfig.INSECURE, config.host("localhost"));
    }

    @Test
    void a_mirror_may_put_its_repositories_in_a_folder() {
        RepositoryName original = new RepositoryName("library/hello");

        assertEquals(
                "library/hello", Mirror.parse("m.example").repository(original).text());
        assertEquals(
                "hub/library/hello",
                Mirror.parse("m.example/hub").repository(original).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paralel = 3|line 1, column 1: paralel is unknown; did you mean parallel?",
                "parallel = 0|line 1, column 1: parallel must be a whole number from 1 to 64",
                "default-registry = \"a/b\"|line 1, column 1: default-registry must be host or host:port",
                "[host.localhost]\\n"
                        + "insecur = true|line 2, column 1: host.localhost.insecur is unknown; did you mean insecure?",
                "[host.localhost]\\n"
                    + "cert = \"a\"|line 2, column 1: host.localhost.cert needs the other of cert and key beside it",
                "[host.localhost]\\n"
                        + "mirrors = [\"https://x\"]|line 2, column 1: host.localhost.mirrors must hold"
                        + " host[:port][/prefix], not https://x",
                "[host]\\n"
                    + "registry.example.insecure = true|line 2, column 1: host.registry must be host or host:port, in"
                    + " quotes: [host.\"registry.example:5000\"]",
                "[host.localhost]\\ninsecure = \"yes\"|line 2, column 1: host.localhost.insecure must be true or false"
            })
    void what_is_wrong_is_said_with_its_place(String text, String reason) {
        var refused = assertThrows(RegistryException.class, () -> parse(text.replace("\\n", "\n")));

        assertEquals(RegistryError.USAGE, refused.error());
        assertEquals("cannot read registries.toml: " + reason, refused.getMessage());
    }
}
