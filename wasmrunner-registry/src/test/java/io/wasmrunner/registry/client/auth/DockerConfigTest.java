package io.wasmrunner.registry.client.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DockerConfigTest {
    private static final Credential.Password ME = new Credential.Password("me", "se:cret");

    @TempDir
    private Path folder;

    private DockerConfig config(String json) throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), json, StandardCharsets.UTF_8);
        return new DockerConfig(file);
    }

    private String written() throws Exception {
        return Files.readString(folder.resolve("config.json"), StandardCharsets.UTF_8);
    }

    @Test
    void without_a_file_nobody_is_known() {
        assertEquals(Credential.ANONYMOUS, new DockerConfig(folder.resolve("config.json")).of("docker.io"));
    }

    @Test
    void passwords_and_tokens_are_read_whatever_way_the_registry_is_written() throws Exception {
        DockerConfig config = config("""
            {"auths": {"https://index.docker.io/v1/": {"auth": "bWU6c2U6Y3JldA=="},
                       "http://localhost:5000": {"identitytoken": "idt"},
                       "a.example": {"registrytoken": "rt"},
                       "b.example": {"username": "me", "password": "se:cret"},
                       "c.example": {}}}
            """);

        assertEquals(ME, config.of("docker.io"));
        assertEquals(new Credential.IdentityToken("idt"), config.of("localhost:5000"));
        assertEquals(new Credential.RegistryToken("rt"), config.of("a.example"));
        assertEquals(ME, config.of("b.example"));
        assertEquals(Credential.ANONYMOUS, config.of("c.example"));
        assertEquals(Credential.ANONYMOUS, config.of("localhost"));
    }

    @Test
    void a_login_keeps_everything_else_and_is_for_its_owner_only() throws Exception {
        DockerConfig config =
                config("{\"auths\":{\"a.example\":{\"auth\":\"eDp5\"}},\"psFormat\":\"x\",\"zzz\":{\"a\":[1]}}");

        config.store("localhost:5000", ME);
        config.store("docker.io", ME);

        assertEquals(
                "{\"auths\":{\"a.example\":{\"auth\":\"eDp5\"},\"localhost:5000\":{\"auth\":\"bWU6c2U6Y3JldA==\"},"
                        + "\"https://index.docker.io/v1/\":{\"auth\":\"bWU6c2U6Y3JldA==\"}},"
                        + "\"psFormat\":\"x\",\"zzz\":{\"a\":[1]}}",
                written());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("config.json"))));
        assertEquals(ME, config.of("docker.io"));
    }

    @Test
    void a_logout_forgets_every_way_the_registry_is_written() throws Exception {
        DockerConfig config = config("{\"auths\":{\"https://a.example/v2/\":{},\"a.example\":{},\"b.example\":{}}}");

        assertTrue(config.erase("a.example"));
        assertFalse(config.erase("a.example"));
        assertEquals("{\"auths\":{\"b.example\":{}}}", written());
    }

    @Test
    void a_first_login_makes_the_folder() {
        Path file = folder.resolve("home/.docker/config.json");

        new DockerConfig(file).store("a.example", ME);

        assertEquals(ME, new DockerConfig(file).of("a.example"));
    }

    @Test
    void what_is_not_json_is_refused_without_showing_it() throws Exception {
        DockerConfig config = config("{\"auths\": sesame }");

        var refused = assertThrows(RegistryException.class, () -> config.of("a.example"));

        assertEquals(RegistryError.INVALID, refused.error());
        assertFalse(refused.getMessage().contains("sesame"));
    }

    @Test
    void secrets_are_not_in_what_is_printed() {
        assertEquals("Password[user=me]", ME.toString());
        assertEquals("IdentityToken", new Credential.IdentityToken("x").toString());
        assertEquals("RegistryToken", new Credential.RegistryToken("x").toString());
    }

    private Path helper(String script) throws Exception {
        Path helper = folder.resolve("docker-credential-test");
        Files.writeString(helper, "#!/bin/sh\n" + script, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
        return helper;
    }

    private CredentialHelper asked(String script, Duration within) throws Exception {
        return new CredentialHelper(helper(script).getParent().resolve("docker-credential-test"), within);
    }

    @Test
    void a_helper_is_told_over_its_standard_input() throws Exception {
        CredentialHelper helper = asked("""
            read server
            [ "$1 $server $#" = "get a.example 1" ] || exit 3
            echo '{"ServerURL":"a.example","Username":"me","Secret":"se:cret"}'
            """, Duration.ofSeconds(20));

        assertEquals(ME, helper.get("a.example"));
    }

    @Test
    void a_helper_may_have_a_token_or_nothing() throws Exception {
        assertEquals(
                new Credential.IdentityToken("idt"),
                asked("echo '{\"Username\":\"<token>\",\"Secret\":\"idt\"}'", Duration.ofSeconds(20))
                        .get("a.example"));
        assertEquals(
                Credential.ANONYMOUS,
                asked("echo credentials not found in native keychain; exit 1", Duration.ofSeconds(20))
                        .get("a.example"));
    }

    @Test
    void a_helper_that_never_ends_is_ended() throws Exception {
        CredentialHelper helper = asked("exec sleep 600", Duration.ofMillis(300));

        var refused = assertThrows(RegistryException.class, () -> helper.get("a.example"));

        assertEquals(RegistryError.HOST, refused.error());
        assertTrue(refused.getMessage().contains("it does not end within"), refused.getMessage());
    }

    @Test
    void a_helper_stores_and_erases() throws Exception {
        Path kept = folder.resolve("kept");
        CredentialHelper helper = asked("cat > " + kept + "; echo $1 >> " + kept, Duration.ofSeconds(20));

        helper.store("a.example", ME);
        assertEquals(
                "{\"ServerURL\":\"a.example\",\"Username\":\"me\",\"Secret\":\"se:cret\"}store\n",
                Files.readString(kept, StandardCharsets.UTF_8));
        helper.erase("a.example");
        assertEquals("a.exampleerase\n", Files.readString(kept, StandardCharsets.UTF_8));
    }

    @Test
    void a_helper_that_is_missing_is_named() throws Exception {
        DockerConfig config = config("{\"credHelpers\":{\"a.example\":\"no-such-helper\"}}");

        var refused = assertThrows(RegistryException.class, () -> config.of("a.example"));

        assertEquals(
                "cannot ask the credential helper docker-credential-no-such-helper to get: it does not start; is it in"
                        + " PATH?",
                refused.getMessage());
        assertEquals(Credential.ANONYMOUS, config.of("b.example"));
    }

    @Test
    void a_helper_with_a_path_for_a_name_is_refused() throws Exception {
        DockerConfig config = config("{\"credsStore\":\"../../evil\"}");

        assertEquals(
                RegistryError.USAGE,
                assertThrows(RegistryException.class, () -> config.of("a.example"))
                        .error());
    }
}
