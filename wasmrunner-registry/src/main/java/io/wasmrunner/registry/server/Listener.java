package io.wasmrunner.registry.server;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.wasmrunner.registry.server.config.LimitsConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.connection.Connections;
import io.wasmrunner.registry.server.connection.Patience;
import io.wasmrunner.registry.server.tls.ServerTls;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How Helidon's server is set up for content that is large. */
final class Listener {
    /** Kept here, so that what is set on it stays. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private static final int LONGEST_REQUEST_LINE = 16 << 10;

    private Listener() {}

    static WebServerConfig.Builder of(RegistryConfig config, HttpRouting.Builder routing, Patience patience)
            throws IOException {
        // What clients do wrong is answered; it is no news for the log.
        HELIDON.setLevel(Level.OFF);
        LimitsConfig limits = config.limits();
        WebServerConfig.Builder server = WebServer.builder();
        if (config.tls().isPresent()) {
            server.tls(ServerTls.of(config.tls().get()));
        }
        boolean clientCertificates =
                config.tls().isPresent() && config.tls().get().clients().isPresent();
        return server.host(config.listen().host())
                .port(config.listen().port())
                .shutdownHook(false)
                // Streams of sockets take large buffers; Helidon's own channels cut them into pieces of 8 KiB.
                // But only those ask clients for certificates.
                .useNio(clientCertificates)
                .writeBufferSize(0)
                .maxTcpConnections(limits.connections())
                .connectionOptions(options -> options.tcpNoDelay(true))
                .shutdownGracePeriod(Duration.ofSeconds(5))
                // The only one there is: with others to choose from, it would wait for a first byte without a clock.
                .protocolsDiscoverServices(false)
                .addConnectionSelector(new Connections(http(limits), patience))
                .routing(routing);
    }

    private static Http1ConnectionSelector http(LimitsConfig limits) {
        return Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        .maxPrologueLength(LONGEST_REQUEST_LINE)
                        .maxHeadersSize(limits.headerBytes())
                        .build())
                .build();
    }

    /** The innermost reason. */
    static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
