package io.wasmrunner.registry.server.clients;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.server.RegistryServer;
import io.wasmrunner.registry.server.config.AuthConfig;
import io.wasmrunner.registry.server.config.ListenConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.config.TlsConfig;
import io.wasmrunner.registry.server.config.TokenConfig;
import io.wasmrunner.registry.server.tls.TestCertificates;
import io.wasmrunner.registry.server.users.Users;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The programs that people use with registries, as Debian has them. */
final class RealClientsTest {
    enum Kind {
        OPEN,
        BASIC,
        TOKEN,
        TOKEN_AND_TLS
    }

    @TempDir
    private Path folder;

    private Program program;
    private Manifest manifest;

    @BeforeEach
    void prepare() throws Exception {
        program = new Program(Files.createDirectories(folder.resolve("home")));
        manifest = ImageLayout.write(folder.resolve("image"));
    }

    private RegistryServer start(Kind kind) throws Exception {
        RegistryConfig config = RegistryConfig.of(folder.resolve("root")).withListen(new ListenConfig("127.0.0.1", 0));
        if (kind == Kind.OPEN) {
            return RegistryServer.start(config);
        }
        Path users = folder.resolve("users");
        new Users(users).put("alice", "secret".toCharArray());
        if (kind == Kind.BASIC) {
            return RegistryServer.start(config.withAuth(new AuthConfig.Basic(users, "test")));
        }
        config = config.withAuth(new AuthConfig.OwnTokens(TokenConfig.DEFAULT, users, Optional.empty()));
        if (kind == Kind.TOKEN) {
            return RegistryServer.start(config);
        }
        TestCertificates.make(folder, "server");
        Path certificates = Files.createDirectories(folder.resolve("certs"));
        Files.copy(folder.resolve("server.crt"), certificates.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
        return RegistryServer.start(config.withTls(
                new TlsConfig(folder.resolve("server.crt"), folder.resolve("server.key"), Optional.empty())));
    }

    /** The flags that skopeo and buildah need for the other side, each with {@code prefix} before its name. */
    private List<String> flags(Kind kind, String prefix) {
        List<String> flags = new ArrayList<>();
        if (kind == Kind.TOKEN_AND_TLS) {
            flags.add("--" + prefix + "cert-dir=" + folder.resolve("certs"));
        } else {
            flags.add("--" + prefix + "tls-verify=false");
        }
        if (kind != Kind.OPEN) {
            flags.add("--" + prefix + "creds=alice:secret");
        }
        return flags;
    }

    private String run(String name, List<String> flags, String... rest) throws Exception {
        List<String> command = new ArrayList<>(List.of(name.split(" ", -1)));
        command.addAll(flags);
        command.addAll(List.of(rest));
        return program.run("", command);
    }

    @ParameterizedTest
    @EnumSource
    void skopeo_copies_inspects_lists_and_deletes(Kind kind) throws Exception {
        Program.needs("skopeo");
        try (RegistryServer server = start(kind)) {
            String image = "docker://127.0.0.1:" + server.port() + "/demo/api";
            String source = "oci:" + folder.resolve("image") + ":1";
            run("skopeo --insecure-policy copy", flags(kind, "dest-"), source, image + ":1.0");
            run("skopeo --insecure-policy copy", flags(kind, "dest-"), source, image + ":2.0");

            assertTrue(run("skopeo inspect --raw", flags(kind, ""), image + ":1.0")
                    .contains(manifest.config().digest().toString()));
            assertTrue(run("skopeo list-tags", flags(kind, ""), image).contains("\"2.0\""));
            run("skopeo --insecure-policy copy", flags(kind, "src-"), image + ":1.0", "oci:" + folder.resolve("back"));
            assertTrue(Files.exists(folder.resolve("back/blobs/sha256")
                    .resolve(manifest.config().digest().hex())));
            run("skopeo delete", flags(kind, ""), image + ":1.0");
            assertFalse(run("skopeo list-tags", flags(kind, ""), image).contains("\"1.0\""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void buildah_pushes_and_pulls(Kind kind) throws Exception {
        Program.needs("buildah");
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "buildah needs root, or user namespaces set up");
        Program.needs("skopeo");
        try (RegistryServer server = start(kind)) {
            String image = "127.0.0.1:" + server.port() + "/demo/api";
            run(
                    "skopeo --insecure-policy copy",
                    flags(kind, "dest-"),
                    "oci:" + folder.resolve("image") + ":1",
                    "docker://" + image + ":1.0");
            String policy = "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}";
            Files.writeString(folder.resolve("policy.json"), policy);
            String buildah = "buildah --storage-driver vfs --root " + folder.resolve("storage") + " --runroot "
                    + folder.resolve("run");
            List<String> flags = new ArrayList<>(flags(kind, ""));
            flags.add("--signature-policy=" + folder.resolve("policy.json"));

            run(buildah + " pull", flags, image + ":1.0");
            run(buildah + " push", flags, image + ":1.0", "docker://" + image + ":pushed");

            assertTrue(run("skopeo list-tags", flags(kind, ""), "docker://" + image)
                    .contains("\"pushed\""));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN", "TOKEN"})
    void dockers_command_logs_in_and_inspects(Kind kind) throws Exception {
        Program.needs("docker");
        Program.needs("skopeo");
        try (RegistryServer server = start(kind)) {
            String address = "127.0.0.1:" + server.port();
            run(
                    "skopeo --insecure-policy copy",
                    flags(kind, "dest-"),
                    "oci:" + folder.resolve("image") + ":1",
                    "docker://" + address + "/demo/api:1.0");
            if (kind == Kind.TOKEN) {
                String login =
                        program.run("secret", List.of("docker", "login", "-u", "alice", "--password-stdin", address));
                assertTrue(login.contains("Login Succeeded"), login);
            }

            String said = program.run("docker", "manifest", "inspect", "--insecure", address + "/demo/api:1.0");

            assertTrue(said.contains(manifest.config().digest().toString()), said);
        }
    }
}
