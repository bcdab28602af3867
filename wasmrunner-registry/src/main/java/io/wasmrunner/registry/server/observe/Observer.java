package io.wasmrunner.registry.server.observe;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.server.config.LogConfig;
import io.wasmrunner.registry.server.metadata.Metadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Counts and writes down what is asked and answered. */
public final class Observer implements AutoCloseable {
    private final Metrics metrics = new Metrics();
    private final Optional<JsonLog> access;
    private final Optional<JsonLog> audit;

    private Observer(Optional<JsonLog> access, Optional<JsonLog> audit) {
        this.access = access;
        this.audit = audit;
    }

    public static Observer open(LogConfig config) throws IOException {
        Optional<JsonLog> access = config.access().isPresent()
                ? Optional.of(new JsonLog(config.access().get()))
                : Optional.empty();
        Optional<JsonLog> audit = config.audit().isPresent()
                ? Optional.of(new JsonLog(config.audit().get()))
                : Optional.empty();
        return new Observer(access, audit);
    }

    /** Adds {@code /metrics}, {@code /healthz} and {@code /readyz}, which are nobody's secret: they name nothing. */
    public void route(HttpRouting.Builder routing, Metadata metadata) {
        routing.get("/metrics", (_, response) -> plain(response, Status.OK_200, metrics.text()));
        routing.get("/healthz", (_, response) -> plain(response, Status.OK_200, "ok\n"));
        routing.get("/readyz", (_, response) -> {
            try {
                metadata.repositories("", 1);
                plain(response, Status.OK_200, "ok\n");
            } catch (RegistryException _) {
                plain(response, Status.SERVICE_UNAVAILABLE_503, "the database cannot be read\n");
            }
        });
    }

    private static void plain(ServerResponse response, Status status, String text) {
        response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"));
        response.header(HeaderValues.X_CONTENT_TYPE_OPTIONS_NOSNIFF);
        response.status(status);
        response.send(text.getBytes(StandardCharsets.UTF_8));
    }

    public void begin() {
        metrics.begin();
    }

    public void end(Seen seen) {
        metrics.end(seen);
        access.ifPresent(log -> log.write(seen));
        if (seen.concernsAudit()) {
            audit.ifPresent(log -> log.write(seen));
        }
    }

    @Override
    public void close() throws IOException {
        if (access.isPresent()) {
            access.get().close();
        }
        if (audit.isPresent()) {
            audit.get().close();
        }
    }
}
