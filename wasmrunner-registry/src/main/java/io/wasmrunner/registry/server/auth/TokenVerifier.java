package io.wasmrunner.registry.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.server.access.AccessPolicy;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.server.access.Caller;
import io.wasmrunner.registry.server.config.TokenConfig;
import java.text.ParseException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads tokens. Only signatures by a key pair count, whatever the token says of its own algorithm. */
final class TokenVerifier {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    private static final int LONGEST = 16 << 10;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final Optional<AccessPolicy> policy;

    TokenVerifier(TokenConfig config, JWKSet keys, Optional<AccessPolicy> policy) {
        this.policy = policy;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                config.service(),
                new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
                Set.of("exp"));
        claims.setMaxClockSkew((int) config.leeway().toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    /** Empty when it proves nothing. */
    Optional<Caller> verify(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(grants(processor.process(token, null)));
        } catch (ParseException | BadJOSEException | JOSEException _) {
            return Optional.empty();
        }
    }

    private Grants grants(JWTClaimsSet claims) {
        Map<RepositoryName, Set<Action>> repositories = new HashMap<>();
        boolean catalog = false;
        Object access = claims.getClaim("access");
        for (Object one : access instanceof List<?> list ? list : List.of()) {
            if (one instanceof Map<?, ?> entry) {
                Scope scope = scope(entry);
                scope.repository()
                        .ifPresent(name -> repositories
                                .computeIfAbsent(name, _ -> EnumSet.noneOf(Action.class))
                                .addAll(scope.known()));
                catalog |= scope.type().equals(Scope.REGISTRY) && scope.name().equals(Scope.CATALOG);
            }
        }
        String user = claims.getSubject() == null ? "" : claims.getSubject();
        return new Grants(user, repositories, catalog, policy);
    }

    private static Scope scope(Map<?, ?> entry) {
        Set<String> actions = new java.util.HashSet<>();
        if (entry.get("actions") instanceof List<?> list) {
            list.forEach(action -> actions.add(String.valueOf(action)));
        }
        return new Scope(String.valueOf(entry.get("type")), String.valueOf(entry.get("name")), actions);
    }
}
