package io.wasmrunner.registry.server.auth;

import static io.wasmrunner.registry.server.conformance.TestRegistry.code;
import static io.wasmrunner.registry.server.conformance.TestRegistry.header;
import static io.wasmrunner.registry.server.conformance.TestRegistry.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.server.access.AccessPolicy;
import io.wasmrunner.registry.server.access.AccessRule;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.server.config.AuthConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.config.TokenConfig;
import io.wasmrunner.registry.server.conformance.TestRegistry;
import io.wasmrunner.registry.server.users.Users;
import io.wasmrunner.registry.text.Glob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenTest {
    private static final String ALICE =
            "Basic " + Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private TestRegistry registry;

    @BeforeEach
    void start() throws Exception {
        Path users = folder.resolve("users");
        new Users(users).put("alice", "secret".toCharArray());
        Set<Action> all = Set.of(Action.PULL, Action.PUSH, Action.DELETE);
        AccessPolicy policy = new AccessPolicy(
                List.of(
                        new AccessRule(new Glob("alice/**"), Set.of("alice"), Set.of(), false, all),
                        new AccessRule(new Glob("team/*"), Set.of(), Set.of("dev"), false, Set.of(Action.PULL)),
                        new AccessRule(new Glob("public/**"), Set.of(), Set.of(), true, Set.of(Action.PULL)),
                        new AccessRule(new Glob("public/**"), Set.of("alice"), Set.of(), false, all)),
                Map.of("dev", Set.of("alice")));
        registry = TestRegistry.start(RegistryConfig.of(folder.resolve("root"))
                .withAuth(new AuthConfig.OwnTokens(TokenConfig.DEFAULT, users, Optional.empty()))
                .withAccess(policy));
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    /** @param authorization empty for nobody */
    private String token(String scope, String authorization) throws Exception {
        String path = "/token?service=wasmrunner-registry&scope=" + scope;
        var answer = authorization.isEmpty() ? registry.get(path) : registry.get(path, "Authorization", authorization);
        assertEquals(200, answer.statusCode(), () -> text(answer));
        return new Fields(Json.object(answer.body(), "the token"), "the token").text("token");
    }

    private int upload(String repository, String token) throws Exception {
        return registry.send("POST", "/v2/" + repository + "/blobs/uploads/", "Authorization", "Bearer " + token)
                .statusCode();
    }

    private int tags(String repository, String token) throws Exception {
        return registry.get("/v2/" + repository + "/tags/list", "Authorization", "Bearer " + token)
                .statusCode();
    }

    private ECKey key() throws Exception {
        return (ECKey) TokenKeys.own(folder.resolve("root/token-key.pem"));
    }

    private static JWTClaimsSet.Builder claims(String repository) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer("wasmrunner-registry")
                .audience("wasmrunner-registry")
                .subject("alice")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim(
                        "access",
                        List.of(Map.of("type", "repository", "name", repository, "actions", List.of("pull", "push"))));
    }

    private static String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
        token.sign(signer);
        return token.serialize();
    }

    private String own(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        return signed(
                JWSAlgorithm.ES256,
                new ECDSASigner(key()),
                change.apply(claims("alice/app")).build());
    }

    @Test
    void a_client_learns_where_tokens_are() throws Exception {
        var base = registry.get("/v2/");
        var push = registry.send("POST", "/v2/alice/app/blobs/uploads/");

        assertEquals(401, base.statusCode());
        assertEquals("UNAUTHORIZED", code(base));
        assertEquals(
                "Bearer realm=\"" + registry.url() + "/token\",service=\"wasmrunner-registry\"",
                header(base, "Www-Authenticate"));
        assertEquals(401, push.statusCode());
        assertTrue(
                header(push, "Www-Authenticate").endsWith(",scope=\"repository:alice/app:pull,push\""),
                header(push, "Www-Authenticate"));
    }

    @Test
    void a_token_is_good_for_what_was_asked_for() throws Exception {
        String token = token("repository:alice/app:pull,push", ALICE);

        assertEquals(202, upload("alice/app", token));
        assertEquals(
                200, registry.get("/v2/", "Authorization", "Bearer " + token).statusCode());
    }

    @Test
    void less_may_be_granted_than_was_asked_for() throws Exception {
        String token = token("repository:team/app:pull,push,delete", ALICE);
        String nonsense = token("x&scope=repository:&scope=repository:UPPER:pull&scope=a:b:c:d", ALICE);

        assertEquals(404, tags("team/app", token));
        assertEquals(401, upload("team/app", token));
        assertEquals(401, tags("team/app", nonsense));
    }

    @Test
    void everybody_gets_a_token_for_what_everybody_may() throws Exception {
        String token = token("repository:public/app:pull,push", "");

        assertEquals(404, tags("public/app", token));
        assertEquals(401, upload("public/app", token));
        assertEquals(404, registry.get("/v2/public/app/tags/list").statusCode());
    }

    @Test
    void a_wrong_password_gets_no_token() throws Exception {
        String wrong = "Basic " + Base64.getEncoder().encodeToString("alice:guess".getBytes(StandardCharsets.UTF_8));

        assertEquals(
                401,
                registry.get("/token?scope=repository:alice/app:pull", "Authorization", wrong)
                        .statusCode());
        assertEquals(401, registry.get("/v2/", "Authorization", wrong).statusCode());
        assertEquals(401, registry.get("/token", "Authorization", "Basic ###").statusCode());
    }

    @Test
    void the_key_is_the_owners_alone_and_stays() throws Exception {
        Path file = folder.resolve("root/token-key.pem");

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(key().computeThumbprint(), key().computeThumbprint());
    }

    @Tag("attack-44")
    @Test
    void a_token_for_one_repository_is_no_good_for_another() throws Exception {
        String token = token("repository:alice/app:pull,push", ALICE);

        var refused = registry.send("POST", "/v2/alice/other/blobs/uploads/", "Authorization", "Bearer " + token);

        assertEquals(401, refused.statusCode());
        assertTrue(header(refused, "Www-Authenticate").contains("error=\"insufficient_scope\""));
        assertEquals(401, upload("alice/app2", token));
    }

    @Tag("attack-44")
    @Test
    void a_token_that_nobody_signed_is_no_good() throws Exception {
        assertEquals(401, upload("alice/app", new PlainJWT(claims("alice/app").build()).serialize()));
        String[] parts = own(claims -> claims).split("\\.", -1);
        assertEquals(401, upload("alice/app", parts[0] + "." + parts[1] + "."));
        assertEquals(401, upload("alice/app", "x.y.z"));
        assertEquals(401, upload("alice/app", ""));
    }

    @Tag("attack-44")
    @Test
    void a_token_whose_scope_was_widened_is_no_good() throws Exception {
        String[] parts = token("repository:alice/app:pull", ALICE).split("\\.", -1);
        String body = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String wider = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(body.replace("\"pull\"", "\"pull\",\"push\"").getBytes(StandardCharsets.UTF_8));

        assertFalse(parts[1].equals(wider));
        assertEquals(401, upload("alice/app", parts[0] + "." + wider + "." + parts[2]));
    }

    @Tag("attack-44")
    @Test
    void the_public_key_is_no_shared_secret() throws Exception {
        byte[] open = key().toECPublicKey().getEncoded();
        byte[] json = key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        JWTClaimsSet claims = claims("alice/app").build();

        assertEquals(401, upload("alice/app", signed(JWSAlgorithm.HS256, new MACSigner(open), claims)));
        assertEquals(401, upload("alice/app", signed(JWSAlgorithm.HS256, new MACSigner(json), claims)));
    }

    @Tag("attack-44")
    @Test
    void another_key_is_no_good() throws Exception {
        RSAKey other = new RSAKeyGenerator(2048).generate();

        assertEquals(
                401,
                upload(
                        "alice/app",
                        signed(
                                JWSAlgorithm.RS256,
                                new RSASSASigner(other),
                                claims("alice/app").build())));
    }

    @Tag("attack-44")
    @Test
    void a_token_lasts_as_long_as_it_says_and_clocks_may_differ_a_little() throws Exception {
        Instant now = Instant.now();

        assertEquals(202, upload("alice/app", own(claims -> claims)));
        assertEquals(401, upload("alice/app", own(c -> c.expirationTime(Date.from(now.minusSeconds(90))))));
        assertEquals(202, upload("alice/app", own(c -> c.expirationTime(Date.from(now.minusSeconds(30))))));
        assertEquals(202, upload("alice/app", own(c -> c.notBeforeTime(Date.from(now.plusSeconds(30))))));
        assertEquals(401, upload("alice/app", own(c -> c.notBeforeTime(Date.from(now.plusSeconds(90))))));
        assertEquals(401, upload("alice/app", own(c -> c.expirationTime(null))));
    }

    @Tag("attack-44")
    @Test
    void a_token_for_somebody_else_or_by_somebody_else_is_no_good() throws Exception {
        assertEquals(401, upload("alice/app", own(claims -> claims.audience("another"))));
        assertEquals(401, upload("alice/app", own(claims -> claims.issuer("another"))));
    }

    @Tag("attack-44")
    @Test
    void rights_that_were_taken_away_are_not_in_old_tokens() throws Exception {
        String token = signed(
                JWSAlgorithm.ES256, new ECDSASigner(key()), claims("bob/app").build());

        assertEquals(401, upload("bob/app", token));
    }

    @Tag("attack-43")
    @Test
    void a_blob_that_one_may_not_read_is_not_mounted() throws Exception {
        String bobs = token("repository:public/app:pull,push", ALICE);
        var digest = io.wasmrunner.registry.digest.Digest.of(new byte[] {1});
        registry.send(
                "POST",
                "/v2/public/app/blobs/uploads/?digest=" + digest,
                new byte[] {1},
                "Authorization",
                "Bearer " + bobs);
        String mount = "/v2/alice/app/blobs/uploads/?mount=" + digest + "&from=public/app";
        String one = token("repository:alice/app:pull,push", ALICE);
        String both = token("repository:alice/app:pull,push&scope=repository:public/app:pull", ALICE);

        assertEquals(
                202,
                registry.send("POST", mount, "Authorization", "Bearer " + one).statusCode());
        assertEquals(
                404,
                registry.get("/v2/alice/app/blobs/" + digest, "Authorization", "Bearer " + one)
                        .statusCode());
        assertEquals(
                201,
                registry.send("POST", mount, "Authorization", "Bearer " + both).statusCode());
    }

    @Test
    void the_list_of_repositories_shows_those_that_one_may_read() throws Exception {
        for (String name : List.of("alice/app", "public/app")) {
            upload(name, token("repository:" + name + ":pull,push", ALICE));
            registry.send(
                    "POST",
                    "/v2/" + name + "/blobs/uploads/?digest=" + io.wasmrunner.registry.digest.Digest.of(new byte[] {1}),
                    new byte[] {1},
                    "Authorization",
                    "Bearer " + token("repository:" + name + ":pull,push", ALICE));
        }
        String everybody = "Bearer " + token("registry:catalog:*", "");
        String alice = "Bearer " + token("registry:catalog:*", ALICE);

        assertEquals(
                "{\"repositories\":[\"public/app\"]}", text(registry.get("/v2/_catalog", "Authorization", everybody)));
        assertEquals(
                "{\"repositories\":[\"alice/app\",\"public/app\"]}",
                text(registry.get("/v2/_catalog", "Authorization", alice)));
        assertEquals(
                401,
                registry.get("/v2/_catalog", "Authorization", "Bearer " + token("repository:alice/app:pull", ALICE))
                        .statusCode());
    }

    @Test
    void tokens_of_an_outside_issuer_are_good_by_its_public_key(@TempDir Path other) throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        Path keys = other.resolve("keys.json");
        Files.writeString(keys, new JWKSet(key.toPublicJWK()).toString());
        TokenConfig config = new TokenConfig(
                "https://auth.example", "reg", TokenConfig.DEFAULT.lifetime(), TokenConfig.DEFAULT.leeway());
        JWTClaimsSet claims =
                claims("any/app").issuer("https://auth.example").audience("reg").build();
        try (TestRegistry outside = TestRegistry.start(RegistryConfig.of(other.resolve("root"))
                .withAuth(new AuthConfig.OutsideTokens(config, "https://auth.example/token", keys)))) {
            String good = signed(JWSAlgorithm.RS256, new RSASSASigner(key), claims);
            String path = "/v2/any/app/blobs/uploads/";

            assertEquals(
                    202,
                    outside.send("POST", path, "Authorization", "Bearer " + good)
                            .statusCode());
            assertEquals(
                    "Bearer realm=\"https://auth.example/token\",service=\"reg\"",
                    header(outside.get("/v2/"), "Www-Authenticate"));
            assertEquals(
                    401,
                    outside.send("POST", path, "Authorization", "Bearer " + own(c -> c))
                            .statusCode());
            assertEquals(404, outside.get("/token").statusCode());
        }
    }
}
