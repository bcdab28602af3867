package io.wasmrunner.registry.server.auth;

import static io.wasmrunner.registry.server.conformance.TestRegistry.code;
import static io.wasmrunner.registry.server.conformance.TestRegistry.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.server.access.AccessPolicy;
import io.wasmrunner.registry.server.access.AccessRule;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.server.config.AuthConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.conformance.TestRegistry;
import io.wasmrunner.registry.server.users.Users;
import io.wasmrunner.registry.text.Glob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BasicTest {
    @TempDir
    private Path folder;

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private TestRegistry start(AccessRule... rules) throws Exception {
        Path users = folder.resolve("users");
        new Users(users).put("alice", "secret".toCharArray());
        new Users(users).put("bob", "hidden".toCharArray());
        return TestRegistry.start(RegistryConfig.of(folder.resolve("root"))
                .withAuth(new AuthConfig.Basic(users, "here"))
                .withAccess(new AccessPolicy(List.of(rules), Map.of())));
    }

    @Test
    void without_rules_a_name_and_a_password_open_everything() throws Exception {
        try (TestRegistry registry = start()) {
            var refused = registry.get("/v2/");
            assertEquals(401, refused.statusCode());
            assertEquals("Basic realm=\"here\"", header(refused, "Www-Authenticate"));
            assertEquals(
                    200,
                    registry.get("/v2/", "Authorization", basic("alice:secret")).statusCode());
            assertEquals(
                    401,
                    registry.get("/v2/", "Authorization", basic("alice:wrong")).statusCode());
            assertEquals(
                    401,
                    registry.get("/v2/", "Authorization", basic("carol:secret")).statusCode());
            assertEquals(
                    202,
                    registry.send("POST", "/v2/x/blobs/uploads/", "Authorization", basic("bob:hidden"))
                            .statusCode());
            assertEquals(401, registry.send("POST", "/v2/x/blobs/uploads/").statusCode());
        }
    }

    @Test
    void somebody_who_is_known_and_may_not_is_denied() throws Exception {
        AccessRule alices =
                new AccessRule(new Glob("alice/*"), Set.of("alice"), Set.of(), false, Set.of(Action.PULL, Action.PUSH));
        try (TestRegistry registry = start(alices)) {
            var denied = registry.send("POST", "/v2/alice/x/blobs/uploads/", "Authorization", basic("bob:hidden"));

            assertEquals(403, denied.statusCode());
            assertEquals("DENIED", code(denied));
            assertEquals(
                    403,
                    registry.send("POST", "/v2/alice/x/y/blobs/uploads/", "Authorization", basic("alice:secret"))
                            .statusCode());
            assertEquals(
                    202,
                    registry.send("POST", "/v2/alice/x/blobs/uploads/", "Authorization", basic("alice:secret"))
                            .statusCode());
            assertEquals(
                    403,
                    registry.send("DELETE", "/v2/alice/x/manifests/1", "Authorization", basic("alice:secret"))
                            .statusCode());
        }
    }

    @Test
    void a_change_of_the_users_counts_at_once() throws Exception {
        try (TestRegistry registry = start()) {
            Path file = folder.resolve("users");
            assertEquals(
                    200,
                    registry.get("/v2/", "Authorization", basic("alice:secret")).statusCode());

            new Users(file).put("alice", "changed".toCharArray());
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 5000));

            assertEquals(
                    401,
                    registry.get("/v2/", "Authorization", basic("alice:secret")).statusCode());
            assertEquals(
                    200,
                    registry.get("/v2/", "Authorization", basic("alice:changed"))
                            .statusCode());
        }
    }

    @Test
    void users_are_added_listed_checked_and_removed() throws Exception {
        Users users = new Users(folder.resolve("new/users"));

        users.put("alice", "secret".toCharArray());
        users.put("bob", "hidden".toCharArray());

        assertEquals(List.of("alice", "bob"), users.list());
        assertTrue(users.verify("alice", "secret".toCharArray()));
        assertFalse(users.verify("alice", "hidden".toCharArray()));
        assertTrue(users.remove("bob"));
        assertFalse(users.remove("bob"));
        assertEquals(List.of("alice"), users.list());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new/users"))));
    }

    @Test
    void names_and_passwords_that_cannot_be_are_refused() {
        Users users = new Users(folder.resolve("users"));

        assertThrows(RegistryException.class, () -> users.put("a:b", "x".toCharArray()));
        assertThrows(RegistryException.class, () -> users.put("", "x".toCharArray()));
        assertThrows(RegistryException.class, () -> users.put("a\nroot", "x".toCharArray()));
        assertThrows(
                RegistryException.class, () -> users.put("a", "x".repeat(73).toCharArray()));
    }

    @Test
    void a_file_with_other_hashes_is_refused_with_its_line() throws Exception {
        Path file = folder.resolve("users");
        Files.writeString(file, "# people\nalice:$apr1$abc$def\n");

        var refused = assertThrows(RegistryException.class, () -> new Passwords(file));

        assertTrue(refused.getMessage().contains("line 2 of " + file), refused.getMessage());
    }
}
