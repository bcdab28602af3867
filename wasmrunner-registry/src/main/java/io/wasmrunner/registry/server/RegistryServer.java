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
import io.wasmrunner.registry.server.metadata.Metadata;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;

/** A registry that serves until it is closed. */
public final class RegistryServer implements AutoCloseable {
    private final WebServer web;
    private final Metadata metadata;
    private final Patience patience;
    private final String host;

    private RegistryServer(WebServer web, Metadata metadata, Patience patience, String host) {
        this.web = web;
        this.metadata = metadata;
        this.patience = patience;
        this.host = host;
    }

    /**
     * Starts to serve.
     *
     * @throws RegistryException {@link RegistryError#HOST} when the address cannot be had, or the folder cannot be used
     */
    public static RegistryServer start(RegistryConfig config) throws IOException {
        BlobStore store = new BlobStore(config.root().resolve("content"));
        Metadata metadata = Metadata.open(config.root().resolve("registry.db"));
        Patience patience = new Patience(config.limits().readTimeout());
        RegistryServer server = null;
        try {
            HttpRouting.Builder routing = HttpRouting.builder();
            Guard guard = Authentication.set(config.auth(), config.access(), config.root(), routing);
            routing.any(new Api(store, metadata, guard, config.limits()));
            WebServer web = Listener.of(config, routing, patience).build();
            web.start();
            server = new RegistryServer(web, metadata, patience, config.listen().host());
            return server;
        } catch (RegistryException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new RegistryException(
                    RegistryError.HOST,
                    "cannot listen on " + config.listen().host() + ":"
                            + config.listen().port() + ": " + Listener.reason(e) + "; choose another address",
                    e);
        } finally {
            if (server == null) {
                patience.close();
                metadata.close();
            }
        }
    }

    public int port() {
        return web.port();
    }

    /** {@code http://host:port}, without a slash at the end. */
    public String url() {
        return (web.hasTls() ? "https://" : "http://") + host + ":" + port();
    }

    @Override
    public void close() throws IOException {
        web.stop();
        patience.close();
        metadata.close();
    }
}
