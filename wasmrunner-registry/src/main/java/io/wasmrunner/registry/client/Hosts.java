package io.wasmrunner.registry.client;

import io.wasmrunner.registry.client.auth.Authorizer;
import io.wasmrunner.registry.client.auth.Credentials;
import io.wasmrunner.registry.client.auth.TokenServer;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.client.config.HostConfig;
import io.wasmrunner.registry.client.http.Origin;
import io.wasmrunner.registry.client.http.TlsSettings;
import io.wasmrunner.registry.client.http.Transport;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The registries that are spoken to, each once, so that what one said is remembered. */
final class Hosts implements AutoCloseable {
    private final ClientConfig config;
    private final Credentials credentials;
    private final ClientOptions options;
    private final Transport transport;
    private final Retries retries;
    private final ConcurrentMap<String, RegistryHost> known = new ConcurrentHashMap<>();

    Hosts(ClientConfig config, Credentials credentials, ClientOptions options) {
        this.config = config;
        this.credentials = credentials;
        this.options = options;
        this.transport = new Transport(
                origin -> tls(config, origin), options.proxies(), options.timeouts(), options.userAgent());
        this.retries = new Retries(transport, options.retries(), options.pauser(), options.clock());
    }

    RegistryHost of(String registry) {
        return known.computeIfAbsent(registry, name -> of(name, credentials));
    }

    /** A new one, which remembers nothing. */
    RegistryHost of(String registry, Credentials as) {
        TokenServer server = new TokenServer(retries::send, options.clock());
        return new RegistryHost(
                registry, config.host(registry), retries, new Authorizer(registry, as, server, options.clock()));
    }

    /** This machine need not prove who it is, unless it was said how. */
    private static TlsSettings tls(ClientConfig config, Origin origin) {
        HostConfig host = config.hosts().entrySet().stream()
                .filter(entry -> isOf(entry.getKey(), origin))
                .map(java.util.Map.Entry::getValue)
                .findFirst()
                .orElse(HostConfig.DEFAULT);
        boolean verify =
                !host.insecure() && (!origin.isLoopback() || !host.authorities().isEmpty());
        Optional<TlsSettings.Identity> identity = host.certificateOrEmpty()
                .flatMap(certificate -> host.keyOrEmpty().map(key -> new TlsSettings.Identity(certificate, key)));
        return new TlsSettings(verify, host.authorities(), identity);
    }

    private static boolean isOf(String registry, Origin origin) {
        return Origin.of(origin.secure(), RegistryHost.address(registry)).equals(origin)
                || registry.equals(origin.authority());
    }

    @Override
    public void close() {
        transport.close();
    }
}
