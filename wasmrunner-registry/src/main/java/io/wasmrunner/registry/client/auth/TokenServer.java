package io.wasmrunner.registry.client.auth;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.client.http.Body;
import io.wasmrunner.registry.client.http.Call;
import io.wasmrunner.registry.client.http.Origin;
import io.wasmrunner.registry.client.http.Plain;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Gets tokens from where a registry says they are given (the distribution project's token authentication). */
public final class TokenServer {
    /** What a token lives when nobody says so: seconds. */
    private static final long DEFAULT_LIFE = 60;

    /** A token is not used in its last seconds: clocks differ, requests take time. */
    private static final long MARGIN = 10;

    private static final int LARGEST = 1 << 20;
    private static final String CLIENT = "wasmrunner";

    /** Sends a request, again where that helps; follows no redirect. */
    public interface Sender {
        Answer send(Call call) throws IOException;
    }

    private final Sender sender;
    private final InstantSource clock;

    public TokenServer(Sender sender, InstantSource clock) {
        this.sender = sender;
        this.clock = clock;
    }

    Token token(Challenge challenge, Origin registry, Credential credential, Scope scope) throws IOException {
        URI realm = realm(challenge, registry);
        String what = "cannot get a token from " + Plain.text(realm.getAuthority());
        try (Answer answer = sender.send(call(realm, challenge, credential, scope))) {
            int status = answer.status();
            if (status == 401 || status == 403 || (status == 400 && !(credential instanceof Credential.Anonymous))) {
                throw new RegistryException(
                        RegistryError.DENIED,
                        what + ": it refuses the credentials (" + status + "); log in again: wasmrunner login");
            }
            if (status != 200) {
                throw new RegistryException(RegistryError.UNREACHABLE, what + ": it answers " + status);
            }
            return read(
                    new Fields(Json.object(answer.bytes(LARGEST), "the answer of the token server"), "the token"),
                    what);
        }
    }

    private Call call(URI realm, Challenge challenge, Credential credential, Scope scope) {
        List<String> query = new ArrayList<>();
        add(query, "service", challenge.parameter("service"));
        return switch (credential) {
            case Credential.IdentityToken token -> {
                query.addFirst("grant_type=refresh_token");
                add(query, "client_id", CLIENT);
                add(query, "scope", String.join(" ", scope.parts()));
                add(query, "refresh_token", token.secret());
                yield Call.of("POST", realm)
                        .with("content-type", "application/x-www-form-urlencoded")
                        .withBody(Body.of(String.join("&", query).getBytes(StandardCharsets.US_ASCII)));
            }
            case Credential.Password password -> {
                add(query, "account", password.user());
                add(query, "client_id", CLIENT);
                scope.parts().forEach(part -> add(query, "scope", part));
                yield Call.get(withQuery(realm, query)).with("authorization", password.basic());
            }
            case Credential.Anonymous _, Credential.RegistryToken _ -> {
                add(query, "client_id", CLIENT);
                scope.parts().forEach(part -> add(query, "scope", part));
                yield Call.get(withQuery(realm, query));
            }
        };
    }

    private Token read(Fields fields, String what) {
        String secret = fields.text("token").isEmpty() ? fields.text("access_token") : fields.text("token");
        if (secret.isEmpty()) {
            throw new RegistryException(RegistryError.INVALID, what + ": its answer holds none");
        }
        long life = fields.has("expires_in") ? fields.number("expires_in") : DEFAULT_LIFE;
        Instant now = clock.instant();
        return new Token(secret, now.plusSeconds(Math.max(1, Math.clamp(life, 0, 1 << 30) - MARGIN)), false);
    }

    /** A password goes to where tokens are given, so not in the clear, unless the registry itself is spoken to so. */
    private static URI realm(Challenge challenge, Origin registry) {
        String text = challenge.parameter("realm");
        try {
            URI realm = new URI(text);
            Origin origin = Origin.of(realm);
            if (!origin.secure() && registry.secure() && !(origin.isLoopback() && registry.isLoopback())) {
                throw new RegistryException(
                        RegistryError.DENIED,
                        "cannot log in to " + registry + ": it wants the password sent to " + origin
                                + ", in the clear");
            }
            return realm;
        } catch (URISyntaxException e) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot log in to " + registry + ": it says that tokens are given at " + Plain.text(text),
                    e);
        }
    }

    private static void add(List<String> query, String name, String value) {
        if (!value.isEmpty()) {
            query.add(name + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        }
    }

    private static URI withQuery(URI realm, List<String> query) {
        String before = realm.getRawQuery();
        String text = realm.toString();
        int fragment = text.indexOf('#');
        return URI.create((fragment < 0 ? text : text.substring(0, fragment))
                + (before == null ? "?" : "&")
                + String.join("&", query));
    }
}
