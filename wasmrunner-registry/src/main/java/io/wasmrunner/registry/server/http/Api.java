package io.wasmrunner.registry.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.wasmrunner.registry.server.access.Caller;
import io.wasmrunner.registry.server.access.Guard;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.connection.Connection;
import io.wasmrunner.registry.server.metadata.Metadata;
import io.wasmrunner.registry.server.notify.Notifier;
import io.wasmrunner.registry.server.observe.Observer;
import io.wasmrunner.registry.server.observe.Seen;
import io.wasmrunner.registry.server.upstream.Upstreams;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** Takes each request of the API to the one who answers it, and makes an answer of whatever goes wrong. */
public final class Api implements Handler {
    private static final System.Logger LOG = System.getLogger(Api.class.getName());
    private static final long MANIFESTS_IN_MEMORY = 16 << 20;

    private final Guard guard;
    private final Observer observer;
    private final RateLimit rate;
    private final BlobEndpoint blobs;
    private final UploadEndpoint uploads;
    private final ManifestEndpoint manifests;
    private final ListEndpoint lists;

    public Api(
            BlobStore store,
            Metadata metadata,
            Guard guard,
            RegistryConfig config,
            Observer observer,
            Notifier notifier,
            Upstreams upstreams) {
        this.guard = guard;
        this.observer = observer;
        this.rate = new RateLimit(config.limits().requests());
        Buffers buffers = new Buffers();
        Rules rules = new Rules(config.quotas(), config.immutable());
        Filled filled = new Filled(upstreams, rules);
        this.blobs = new BlobEndpoint(store, metadata.blobs(), buffers, filled);
        this.uploads = new UploadEndpoint(
                store, metadata.blobs(), new Uploads(store, buffers), config.limits(), rules, filled);
        this.manifests = new ManifestEndpoint(
                store, metadata, new ManifestCache(store, MANIFESTS_IN_MEMORY), rules, notifier, filled);
        this.lists = new ListEndpoint(metadata);
    }

    static ApiException notAllowed() {
        return new ApiException(ErrorCode.UNSUPPORTED, "cannot do that: the method does not go with the path");
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        long begun = System.nanoTime();
        Caller[] known = {Caller.NOBODY};
        observer.begin();
        try {
            handle(request, response, known);
        } finally {
            observer.end(new Seen(
                    request.remotePeer().host(),
                    known[0].user(),
                    request.prologue().method().text(),
                    request.prologue().uriPath().rawPath(),
                    response.status().code(),
                    response.bytesWritten(),
                    System.nanoTime() - begun));
        }
        if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            drain(request);
            Connection.endsWithThis();
        }
    }

    private void handle(ServerRequest request, ServerResponse response, Caller[] known) {
        Connection.taken();
        response.header(HeaderValues.create(Headers.API_VERSION, "registry/2.0"));
        response.header(HeaderValues.X_CONTENT_TYPE_OPTIONS_NOSNIFF);
        try {
            Target target = Targets.of(request.prologue().uriPath().rawPath());
            if (!rate.allows(request.remotePeer().host(), System.nanoTime())) {
                throw new ApiException(ErrorCode.TOOMANYREQUESTS, "cannot answer so many requests; try again later")
                        .with(HeaderNames.RETRY_AFTER, "1");
            }
            known[0] = caller(request);
            Exchange exchange = new Exchange(request, response, guard, known[0]);
            answer(exchange, target, request);
        } catch (ApiException e) {
            fail(response, e, request);
        } catch (CloseConnectionException e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            LOG.log(Level.ERROR, request.prologue().method() + " of a registry request failed", e);
            fail(response, internal(), request);
        }
    }

    /** A connection that is closed while something comes loses the answer that was sent. */
    private static void drain(ServerRequest request) {
        boolean waits = request.headers().containsToken(HeaderValues.EXPECT_100) && !request.continueSent();
        if (!waits && !request.content().consumed()) {
            request.content().consume();
        }
    }

    private Caller caller(ServerRequest request) {
        String authorization =
                request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        return switch (guard.ask(authorization)) {
            case Guard.Answer.Known(Caller caller) -> caller;
            case Guard.Answer.Wrong(String why) -> {
                ApiException refused = new ApiException(ErrorCode.UNAUTHORIZED, why);
                guard.challenge("", Exchange.base(request))
                        .ifPresent(challenge -> refused.with(HeaderNames.WWW_AUTHENTICATE, challenge));
                throw refused;
            }
        };
    }

    private void answer(Exchange exchange, Target target, ServerRequest request) throws IOException {
        switch (target) {
            case Target.Base() -> base(exchange, request);
            case Target.Catalog() -> lists.catalog(exchange);
            case Target.Blob blob -> blobs.handle(exchange, blob);
            case Target.Uploads upload -> uploads.begin(exchange, upload);
            case Target.Upload upload -> uploads.handle(exchange, upload);
            case Target.Manifest manifest -> manifests.handle(exchange, manifest);
            case Target.Tags tags -> lists.tags(exchange, tags);
            case Target.Referrers referrers -> lists.referrers(exchange, referrers);
            case Target.Unknown() ->
                throw ApiException.of(ErrorCode.UNSUPPORTED, Status.NOT_FOUND_404, "cannot find anything by that path");
        }
    }

    private void base(Exchange exchange, ServerRequest request) {
        if (guard.mustKnow() && exchange.header(HeaderNames.AUTHORIZATION).isEmpty()) {
            throw Exchange.refusal(guard, request, exchange.caller(), "", "cannot use this registry");
        }
        exchange.send(Status.OK_200, "application/json", new byte[] {'{', '}'});
    }

    private static ApiException internal() {
        return new ApiException(ErrorCode.UNKNOWN, "cannot do that: the registry failed; its log says why");
    }

    /** An answer that has begun cannot become another one: its connection ends with it. */
    private static void fail(ServerResponse response, ApiException e, ServerRequest request) {
        if (response.isSent() || response.bytesWritten() > 0) {
            throw new CloseConnectionException("an answer broke off", e);
        }
        e.headers().forEach((name, value) -> response.header(HeaderValues.create(name, value)));
        response.headers().remove(HeaderNames.CONTENT_LENGTH);
        response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json"));
        response.status(e.status());
        byte[] body = e.body();
        if (request.prologue().method().text().equals("HEAD")) {
            response.contentLength(body.length);
            response.send();
        } else {
            response.send(body);
        }
    }
}
