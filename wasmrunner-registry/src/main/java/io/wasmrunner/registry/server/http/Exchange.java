package io.wasmrunner.registry.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.server.access.Caller;
import io.wasmrunner.registry.server.access.Guard;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One request and its answer. */
final class Exchange {
    private final ServerRequest request;
    private final ServerResponse response;
    private final Guard guard;
    private final Caller caller;

    Exchange(ServerRequest request, ServerResponse response, Guard guard, Caller caller) {
        this.request = request;
        this.response = response;
        this.guard = guard;
        this.caller = caller;
    }

    Caller caller() {
        return caller;
    }

    /** The address of the client. */
    String remote() {
        return request.remotePeer().host();
    }

    String method() {
        return request.prologue().method().text();
    }

    boolean isHead() {
        return method().equals("HEAD");
    }

    /** Empty when there is none. */
    String header(HeaderName name) {
        return request.headers().first(name).orElse("");
    }

    /** Empty when there is none. */
    Optional<String> query(String name) {
        return request.query().contains(name)
                ? Optional.of(request.query().first(name).get())
                : Optional.empty();
    }

    List<String> queries(String name) {
        return request.query().contains(name) ? request.query().all(name) : List.of();
    }

    /** The digest that the query names; empty when it names none. */
    Optional<Digest> digest(String query) {
        return query(query).map(Exchange::digestOf);
    }

    /** @throws ApiException when it is none */
    static Digest digestOf(String text) {
        if (!Digest.isDigest(text)) {
            throw new ApiException(
                    ErrorCode.DIGEST_INVALID,
                    "cannot read the digest: it must be sha256: and 64, or sha512: and 128, hexadecimal digits in lower"
                            + " case");
        }
        return Digest.parse(text);
    }

    /** @throws ApiException when it is none */
    static RepositoryName nameOf(String text) {
        if (!RepositoryName.isName(text)) {
            throw new ApiException(
                    ErrorCode.NAME_INVALID,
                    "cannot use the repository name: it must be lower-case letters and digits, with . _ __ or - between"
                            + " them, in parts separated by /");
        }
        return new RepositoryName(text);
    }

    /** Whether the query of a request says how many, and how many. */
    OptionalLong number(String query) {
        Optional<String> text = query(query);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= 0) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new ApiException(
                ErrorCode.PAGINATION_NUMBER_INVALID,
                "cannot list that many: " + query + " must be a whole number, not negative");
    }

    /** Reads the name of a repository, and asks whether the caller may do that with it. */
    RepositoryName repository(String name, Action... actions) {
        RepositoryName repository = nameOf(name);
        for (Action action : actions) {
            if (!caller.may(repository, action)) {
                throw refusal(repository, actions);
            }
        }
        return repository;
    }

    /** Asks whether the caller may see which repositories there are. */
    void list() {
        if (!caller.mayList()) {
            throw refusal(guard, request, caller, "registry:catalog:*", "cannot list repositories");
        }
    }

    private ApiException refusal(RepositoryName repository, Action... actions) {
        String scope = "repository:" + repository + ":"
                + String.join(",", Arrays.stream(actions).map(Action::toString).toList());
        return refusal(guard, request, caller, scope, "cannot use " + repository);
    }

    static ApiException refusal(Guard guard, ServerRequest request, Caller caller, String scope, String what) {
        Optional<String> challenge = guard.challenge(scope, base(request));
        boolean known = !caller.user().isEmpty();
        boolean bearer = challenge.isPresent() && challenge.get().startsWith("Bearer");
        if (challenge.isEmpty() || (known && !bearer)) {
            return new ApiException(ErrorCode.DENIED, what + ": access denied");
        }
        String full = known ? challenge.get() + ",error=\"insufficient_scope\"" : challenge.get();
        return new ApiException(ErrorCode.UNAUTHORIZED, what + ": authentication required")
                .with(HeaderNames.WWW_AUTHENTICATE, full);
    }

    /** The server's own address as the client knows it. */
    static String base(ServerRequest request) {
        return (request.isSecure() ? "https://" : "http://") + request.authority();
    }

    /** Bytes of the body; empty when the client did not say. */
    OptionalLong contentLength() {
        return request.headers().contentLength();
    }

    boolean hasBody() {
        return request.content().hasEntity();
    }

    InputStream body() {
        return new Body(request.content().inputStream());
    }

    Exchange with(HeaderName name, String value) {
        response.header(HeaderValues.create(name, value));
        return this;
    }

    Exchange with(HeaderName name, List<String> values) {
        response.header(HeaderValues.create(name, values));
        return this;
    }

    void send(Status status) {
        response.status(status);
        response.send();
    }

    void send(Status status, String mediaType, byte[] body) {
        with(HeaderNames.CONTENT_TYPE, mediaType);
        response.status(status);
        response.send(body);
    }

    /** Says how long the body is, which is not sent. */
    void sendHead(Status status, long length) {
        response.contentLength(length);
        response.status(status);
        response.send();
    }

    ServerResponse response() {
        return response;
    }
}
