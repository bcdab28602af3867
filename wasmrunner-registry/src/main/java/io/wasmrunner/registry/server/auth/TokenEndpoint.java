package io.wasmrunner.registry.server.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.server.config.TokenConfig;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** {@code GET /token?service=…&scope=…}: a name and a password for a token, or nothing for one that is good for little. */
final class TokenEndpoint implements Handler {
    private final TokenConfig config;
    private final TokenIssuer issuer;
    private final Passwords passwords;
    private final BasicGuard basic;

    TokenEndpoint(TokenConfig config, TokenIssuer issuer, Passwords passwords, BasicGuard basic) {
        this.config = config;
        this.issuer = issuer;
        this.passwords = passwords;
        this.basic = basic;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        String authorization =
                request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        Optional<BasicCredentials> credentials = BasicCredentials.of(authorization);
        boolean proved = credentials.isPresent()
                && passwords.verify(credentials.get().user(), credentials.get().password());
        if (!authorization.isEmpty() && !proved) {
            refuse(response);
            return;
        }
        List<String> scopes =
                request.query().contains("scope") ? request.query().all("scope") : List.of();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String token = issuer.issue(credentials.map(BasicCredentials::user).orElse(""), Scope.parse(scopes), now);
        ObjectNode answer = Json.object();
        answer.put("token", token);
        answer.put("access_token", token);
        answer.put("expires_in", config.lifetime().toSeconds());
        answer.put("issued_at", now.toString());
        response.header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
        response.header(HeaderValues.CONTENT_TYPE_JSON);
        response.send(Json.bytes(answer));
    }

    private void refuse(ServerResponse response) {
        ObjectNode error = Json.object();
        ObjectNode one = error.putArray("errors").addObject();
        one.put("code", "UNAUTHORIZED");
        one.put("message", "cannot give a token: wrong user name or password");
        basic.challenge("", "")
                .ifPresent(challenge -> response.header(HeaderValues.create(HeaderNames.WWW_AUTHENTICATE, challenge)));
        response.header(HeaderValues.CONTENT_TYPE_JSON);
        response.status(Status.UNAUTHORIZED_401);
        response.send(Json.bytes(error));
    }
}
