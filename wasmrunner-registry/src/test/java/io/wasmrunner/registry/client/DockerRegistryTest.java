package io.wasmrunner.registry.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.auth.Credential;
import io.wasmrunner.registry.client.auth.Credentials;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.reference.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the registry that most people run. */
final class DockerRegistryTest {
    private static final byte[] LAYER = Content.random(3_000_000, 1);
    private static final Credential.Password ME = new Credential.Password("me", "secret");

    @TempDir
    private Path folder;

    @BeforeAll
    static void there() {
        assumeTrue(Files.isExecutable(DockerRegistry.PROGRAM), "docker-registry is not installed");
    }

    private static Manifest image(TestClient client) throws Exception {
        byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
        client.store.put(config);
        client.store.put(LAYER);
        Manifest manifest = Manifest.of(
                Descriptor.of(MediaTypes.WASM_CONFIG, config),
                List.of(Descriptor.of(MediaTypes.WASM_LAYER, LAYER)),
                Map.of());
        client.store.put(manifest.bytes());
        return manifest;
    }

    private static Pushed push(TestClient client, Manifest manifest, Reference to, Reference... mountFrom)
            throws Exception {
        return client.client.push(client.store, manifest.digest(), to, List.of(mountFrom), Progress.SILENT);
    }

    private TestClient client(String name) {
        return new TestClient(folder.resolve(name));
    }

    @Test
    void an_image_goes_there_and_comes_back() throws Exception {
        try (DockerRegistry registry = DockerRegistry.start(folder, "");
                TestClient here = client("here");
                TestClient there = client("there")) {
            Reference reference = Reference.parse(registry.host() + "/demo/api:1");
            Manifest manifest = image(here);

            assertEquals(3_000_002, push(here, manifest, reference).moved());
            assertEquals(0, push(here, manifest, reference).moved());
            Pulled pulled = there.pull(reference);

            assertEquals(manifest.digest(), pulled.manifest().digest());
            assertEquals(3_000_002, pulled.moved());
            assertEquals(0, there.pull(reference).moved());
            assertTrue(there.store.verify(manifest.layers().getFirst().digest()));
            assertArrayEquals(manifest.bytes(), there.client.manifest(reference).bytes());
        }
    }

    @Test
    void chunks_are_put_together() throws Exception {
        try (DockerRegistry registry = DockerRegistry.start(folder, "");
                TestClient here = new TestClient(
                        folder.resolve("here"), ClientConfig.DEFAULT.withChunkBytes(1_000_000), Credentials.NONE);
                TestClient there = client("there")) {
            Reference reference = Reference.parse(registry.host() + "/demo/api:1");
            Manifest manifest = image(here);

            push(here, manifest, reference);
            there.pull(reference);

            assertTrue(there.store.verify(manifest.layers().getFirst().digest()));
        }
    }

    @Test
    void tags_and_repositories_are_listed_page_by_page() throws Exception {
        try (DockerRegistry registry = DockerRegistry.start(folder, "");
                TestClient client = client("here")) {
            Manifest manifest = image(client);
            for (String name : List.of("demo/api:1", "demo/api:2", "demo/web:1", "other:1")) {
                push(client, manifest, Reference.parse(registry.host() + "/" + name));
            }

            assertEquals(List.of("1", "2"), client.client.tags(Reference.parse(registry.host() + "/demo/api")));
            assertEquals(List.of("demo/api", "demo/web"), client.client.catalog(registry.host(), "Demo"));
            assertEquals(
                    List.of("demo/api", "demo/web", "other"),
                    Pages.all(
                            new Hosts(ClientConfig.DEFAULT, Credentials.NONE, ClientOptions.of("test"))
                                    .of(registry.host()),
                            "/v2/_catalog?n=1",
                            io.wasmrunner.registry.client.auth.Scope.CATALOG,
                            "repositories",
                            "cannot list"));
        }
    }

    @Test
    void blobs_are_mounted_from_another_repository() throws Exception {
        try (DockerRegistry registry = DockerRegistry.start(folder, "");
                TestClient client = client("here")) {
            Manifest manifest = image(client);
            Reference first = Reference.parse(registry.host() + "/demo/api:1");
            push(client, manifest, first);

            Pushed mounted = push(client, manifest, Reference.parse(registry.host() + "/copy/api:1"), first);

            assertEquals(0, mounted.moved());
        }
    }

    @Test
    void a_copy_inside_one_registry_moves_nothing() throws Exception {
        try (DockerRegistry registry = DockerRegistry.start(folder, "");
                TestClient client = client("here");
                TestClient there = client("there")) {
            Manifest manifest = image(client);
            Reference from = Reference.parse(registry.host() + "/demo/api:1");
            Reference to = Reference.parse(registry.host() + "/copy/api:2");
            push(client, manifest, from);

            assertEquals(
                    0, client.client.copy(from, to, Choice.ALL, Progress.SILENT).moved());
            assertEquals(manifest.digest(), there.pull(to).manifest().digest());
        }
    }

    @Test
    void a_copy_goes_to_another_registry() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (DockerRegistry registry = DockerRegistry.start(folder, "");
                DockerRegistry second = DockerRegistry.start(other, "");
                TestClient client = client("here");
                TestClient there = client("there")) {
            Manifest manifest = image(client);
            Reference from = Reference.parse(registry.host() + "/demo/api:1");
            Reference to = Reference.parse(second.host() + "/demo/api:1");
            push(client, manifest, from);

            assertEquals(
                    3_000_002,
                    client.client.copy(from, to, Choice.ALL, Progress.SILENT).moved());
            there.pull(to);
            assertTrue(there.store.verify(manifest.layers().getFirst().digest()));
        }
    }

    @Test
    void a_manifest_is_deleted_by_its_digest() throws Exception {
        try (DockerRegistry registry = DockerRegistry.start(folder, "");
                TestClient client = client("here")) {
            Manifest manifest = image(client);
            Reference reference = Reference.parse(registry.host() + "/demo/api:1");
            push(client, manifest, reference);

            client.client.delete(Reference.parse(registry.host() + "/demo/api@" + manifest.digest()));
            client.client.deleteBlob(reference, manifest.config().digest());

            assertTrue(client.client.resolve(reference).isEmpty());
            var refused = assertThrows(RegistryException.class, () -> client.client.manifest(reference));
            assertEquals(RegistryError.NOT_FOUND, refused.error());
        }
    }

    @Test
    void what_is_about_an_image_is_found_by_the_fallback_tag() throws Exception {
        try (DockerRegistry registry = DockerRegistry.start(folder, "");
                TestClient client = client("here")) {
            Manifest manifest = image(client);
            Reference reference = Reference.parse(registry.host() + "/demo/api:1");
            push(client, manifest, reference);
            byte[] empty = Descriptor.EMPTY_CONTENT.getBytes(StandardCharsets.UTF_8);
            client.client.putBlob(Descriptor.EMPTY, empty, reference);
            Manifest note = Manifest.of(
                    "application/x-note", Descriptor.EMPTY, List.of(Descriptor.EMPTY), manifest.descriptor(), Map.of());

            client.client.put(note, Reference.parse(registry.host() + "/demo/api@" + note.digest()));

            assertEquals(
                    List.of(note.digest()),
                    client.client.referrers(reference, manifest.digest(), "application/x-note").stream()
                            .map(Descriptor::digest)
                            .toList());
        }
    }

    @Test
    void a_password_is_asked_for_and_given() throws Exception {
        Path htpasswd = folder.resolve("htpasswd");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/htpasswd")), "htpasswd is not installed");
        Process made = new ProcessBuilder("/usr/bin/htpasswd", "-iBc", htpasswd.toString(), "me")
                .redirectErrorStream(true)
                .start();
        try (var stdin = made.outputWriter(StandardCharsets.US_ASCII)) {
            stdin.write("secret");
        }
        assertTrue(made.waitFor(10, TimeUnit.SECONDS));
        try (DockerRegistry registry =
                        DockerRegistry.start(folder, "auth: {htpasswd: {realm: it, path: " + htpasswd + "}}");
                TestClient nobody = client("nobody");
                TestClient me = new TestClient(folder.resolve("me"), ClientConfig.DEFAULT, _ -> ME)) {
            Reference reference = Reference.parse(registry.host() + "/demo/api:1");
            Manifest manifest = image(me);

            push(me, manifest, reference);
            me.client.checkLogin(registry.host(), ME);
            var unknown = assertThrows(RegistryException.class, () -> nobody.pull(reference));
            var wrong = assertThrows(
                    RegistryException.class,
                    () -> me.client.checkLogin(registry.host(), new Credential.Password("me", "guess")));

            assertEquals(RegistryError.DENIED, unknown.error());
            assertTrue(unknown.getMessage().contains("log in first: wasmrunner login"), unknown.getMessage());
            assertEquals(RegistryError.DENIED, wrong.error());
            assertFalse(wrong.getMessage().contains("guess"));
        }
    }
}
