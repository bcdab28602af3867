package io.wasmrunner.registry.server;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.server.access.Guard;
import io.wasmrunner.registry.server.auth.Authentication;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.connection.Patience;
import io.wasmrunner.registry.server.http.Api;
import io.wasmrunner.registry.server.maintenance.Housekeeping;
import io.wasmrunner.registry.server.maintenance.Maintenance;
import io.wasmrunner.registry.server.metadata.Metadata;
import io.wasmrunner.registry.server.notify.Notifier;
import io.wasmrunner.registry.server.observe.Observer;
import io.wasmrunner.registry.server.page.Page;
import io.wasmrunner.registry.server.upstream.Upstreams;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** A registry that serves until it is closed. */
public final class RegistryServer implements AutoCloseable {
    /** Last opened, first closed. */
    private final Deque<AutoCloseable> parts;

    private final WebServer web;
    private final String host;

    private RegistryServer(Deque<AutoCloseable> parts, WebServer web, String host) {
        this.parts = parts;
        this.web = web;
        this.host = host;
    }

    /**
     * Starts to serve.
     *
     * @throws RegistryException {@link RegistryError#HOST} when the address cannot be had, or the folder cannot be used;
     *     {@link RegistryError#INVALID} when a file that the configuration names makes no sense
     */
    public static RegistryServer start(RegistryConfig config) throws IOException {
        return start(config, InstantSource.system());
    }

    /**
     * As {@link #start(RegistryConfig)}.
     *
     * @param clock by which it is told how old is what came from upstreams
     */
    public static RegistryServer start(RegistryConfig config, InstantSource clock) throws IOException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        boolean started = false;
        try {
            RegistryServer server = start(config, clock, parts);
            started = true;
            return server;
        } finally {
            if (!started) {
                close(parts);
            }
        }
    }

    private static RegistryServer start(RegistryConfig config, InstantSource clock, Deque<AutoCloseable> parts)
            throws IOException {
        BlobStore store = new BlobStore(config.root().resolve("content"));
        Metadata metadata = Metadata.open(config.root().resolve("registry.db"));
        parts.push(metadata);
        Maintenance maintenance = Maintenance.open(config.root());
        parts.push(maintenance);
        parts.push(new Housekeeping(maintenance, config.gc()));
        Observer observer = Observer.open(config.log());
        parts.push(observer);
        Notifier notifier = new Notifier(metadata, config.webhooks());
        parts.push(notifier);
        Upstreams upstreams = Upstreams.of(config, store, metadata, clock);
        parts.push(upstreams);
        Patience patience = new Patience(config.limits().readTimeout());
        parts.push(patience);
        HttpRouting.Builder routing = HttpRouting.builder();
        Guard guard = Authentication.set(config.auth(), config.access(), config.root(), routing);
        observer.route(routing, metadata);
        new Page(metadata, guard).route(routing);
        routing.any(new Api(store, metadata, guard, config, observer, notifier, upstreams));
        WebServer web = Listener.of(config, routing, patience).build();
        try {
            web.start();
        } catch (RuntimeException e) {
            throw new RegistryException(
                    RegistryError.HOST,
                    "cannot listen on " + config.listen().host() + ":"
                            + config.listen().port() + ": " + Listener.reason(e) + "; choose another address",
                    e);
        }
        parts.push(web::stop);
        return new RegistryServer(parts, web, config.listen().host());
    }

    public int port() {
        return web.port();
    }

    /** {@code http://host:port}, without a slash at the end. */
    public String url() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return (web.hasTls() ? "https://" : "http://") + name + ":" + port();
    }

    @Override
    public void close() throws IOException {
        close(parts);
    }

    private static void close(Deque<AutoCloseable> parts) throws IOException {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
