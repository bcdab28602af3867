package io.wasmrunner.registry.client.auth;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.client.http.Origin;
import io.wasmrunner.registry.client.http.Plain;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers the challenges of one registry: with a password, or with tokens, one for each scope, kept until shortly before
 * they expire. Only what we want ourselves is asked for, never what a registry's challenge names: it could name another's.
 */
public final class Authorizer {
    private final String registry;
    private final Credentials credentials;
    private final TokenServer server;
    private final InstantSource clock;
    private final Map<Scope, Token> tokens = new HashMap<>();
    private @Nullable Challenge challenge;
    private @Nullable Credential credential;

    /** @param registry what credentials are looked up by */
    public Authorizer(String registry, Credentials credentials, TokenServer server, InstantSource clock) {
        this.registry = registry;
        this.credentials = credentials;
        this.server = server;
        this.clock = clock;
    }

    /**
     * The value of {@code Authorization} for a request, as far as the registry has said what it wants.
     *
     * @param origin where the registry is
     */
    public synchronized Optional<String> header(Origin origin, Scope scope) throws IOException {
        if (challenge == null) {
            return Optional.empty();
        }
        if (!challenge.isBearer()) {
            return switch (credential()) {
                case Credential.Password password -> Optional.of(password.basic());
                case Credential.Anonymous _, Credential.IdentityToken _, Credential.RegistryToken _ -> Optional.empty();
            };
        }
        if (credential() instanceof Credential.RegistryToken token) {
            return Optional.of("Bearer " + token.secret());
        }
        Token token = tokens.get(scope);
        if (token == null || !clock.instant().isBefore(token.until())) {
            token = server.token(challenge, origin, credential(), scope);
            tokens.put(scope, token);
        }
        return Optional.of("Bearer " + token.secret());
    }

    /**
     * Takes in that a registry answered 401, and tells whether asking again may help.
     *
     * @param sent what was sent as {@code Authorization}; null for nothing
     */
    public synchronized boolean challenged(Answer answer, @Nullable String sent, Scope scope) {
        Optional<Challenge> best = Challenge.best(answer.headers().all("www-authenticate"));
        if (best.isEmpty()) {
            return false;
        }
        challenge = best.get();
        if (sent == null) {
            return challenge.isBearer() || credential() instanceof Credential.Password;
        }
        Token token = tokens.get(scope);
        if (token == null || !("Bearer " + token.secret()).equals(sent)) {
            return token != null;
        }
        tokens.remove(scope);
        return token.used();
    }

    /** Takes in that a token was good, so that a later refusal means that it ended. */
    public synchronized void accepted(Scope scope) {
        tokens.computeIfPresent(scope, (_, token) -> token.used() ? token : token.asUsed());
    }

    /** Whether anything but nobody asks. */
    public synchronized boolean isKnown() {
        return !(credential() instanceof Credential.Anonymous);
    }

    private Credential credential() {
        Credential known = credential;
        if (known == null) {
            known = credentials.of(registry);
            credential = known;
        }
        return known;
    }

    /** What is thrown when a registry refuses. */
    public RegistryException refused(String what, List<String> reasons) {
        String why = reasons.isEmpty() ? "" : " (" + Plain.text(String.join("; ", reasons)) + ")";
        return new RegistryException(
                RegistryError.DENIED,
                what + ": " + registry
                        + (isKnown()
                                ? " refuses the credentials" + why + "; log in as somebody who may"
                                : " wants to know who asks" + why + "; log in first")
                        + ": wasmrunner login " + registry);
    }
}
