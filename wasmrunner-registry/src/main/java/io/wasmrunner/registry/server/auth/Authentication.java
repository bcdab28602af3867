package io.wasmrunner.registry.server.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.helidon.webserver.http.HttpRouting;
import io.wasmrunner.registry.server.access.AccessPolicy;
import io.wasmrunner.registry.server.access.Guard;
import io.wasmrunner.registry.server.config.AuthConfig;
import io.wasmrunner.registry.server.config.TokenConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Sets up how callers prove who they are. */
public final class Authentication {
    private Authentication() {}

    /**
     * The guard that the configuration asks for.
     *
     * @param root the server's folder, for a key of its own
     * @param routing gets the endpoint for tokens, where there is one
     */
    public static Guard set(AuthConfig config, AccessPolicy policy, Path root, HttpRouting.Builder routing)
            throws IOException {
        return switch (config) {
            case AuthConfig.None() -> Guard.open(policy);
            case AuthConfig.Basic basic -> new BasicGuard(new Passwords(basic.users()), policy, basic.realm());
            case AuthConfig.OwnTokens own -> own(own, policy, root, routing);
            case AuthConfig.OutsideTokens(TokenConfig token, String realm, Path keys) ->
                new TokenGuard(
                        new TokenVerifier(token, TokenKeys.others(keys), Optional.empty()),
                        Optional.empty(),
                        policy,
                        realm,
                        token.service());
        };
    }

    private static Guard own(AuthConfig.OwnTokens own, AccessPolicy policy, Path root, HttpRouting.Builder routing)
            throws IOException {
        TokenConfig token = own.token();
        JWK key = TokenKeys.own(own.key().orElse(root.resolve("token-key.pem")));
        Passwords passwords = new Passwords(own.users());
        BasicGuard basic = new BasicGuard(passwords, policy, token.service());
        TokenIssuer issuer = new TokenIssuer(token, key, policy);
        routing.get(TokenGuard.PATH, new TokenEndpoint(token, issuer, passwords, basic));
        TokenVerifier verifier = new TokenVerifier(token, new JWKSet(key.toPublicJWK()), Optional.of(policy));
        return new TokenGuard(verifier, Optional.of(basic), policy, "", token.service());
    }
}
