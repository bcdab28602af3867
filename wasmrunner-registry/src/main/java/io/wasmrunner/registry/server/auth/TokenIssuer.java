package io.wasmrunner.registry.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.server.access.AccessPolicy;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.server.config.TokenConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes tokens (distribution, "Token Authentication Implementation"): of what was asked for, what the rules allow. */
final class TokenIssuer {
    private final TokenConfig config;
    private final JWK key;
    private final JWSSigner signer;
    private final AccessPolicy policy;

    TokenIssuer(TokenConfig config, JWK key, AccessPolicy policy) {
        this.config = config;
        this.key = key;
        this.policy = policy;
        try {
            this.signer = new DefaultJWSSignerFactory().createJWSSigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("keys are checked when they are read", e);
        }
    }

    /** @param user empty for somebody who did not say */
    String issue(String user, List<Scope> scopes, Instant now) {
        List<Map<String, Object>> access = new ArrayList<>();
        for (Scope scope : scopes) {
            List<String> granted = granted(user, scope);
            if (!granted.isEmpty()) {
                access.add(Map.of("type", scope.type(), "name", scope.name(), "actions", granted));
            }
        }
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(config.issuer())
                .subject(user)
                .audience(config.service())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(config.lifetime())))
                .jwtID(UUID.randomUUID().toString())
                .claim("access", access)
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder((JWSAlgorithm) key.getAlgorithm())
                        .keyID(key.getKeyID())
                        .build(),
                claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a key that was checked signs", e);
        }
        return token.serialize();
    }

    private List<String> granted(String user, Scope scope) {
        if (scope.type().equals(Scope.REGISTRY) && scope.name().equals(Scope.CATALOG)) {
            return policy.caller(user).mayList() ? List.of("*") : List.of();
        }
        Optional<RepositoryName> repository = scope.repository();
        return repository.isEmpty()
                ? List.of()
                : scope.known().stream()
                        .filter(action -> policy.allows(user, repository.get(), action))
                        .map(Action::toString)
                        .toList();
    }
}
