package io.wasmrunner.registry.server.config;

/**
 * Where the server listens.
 *
 * @param host a name or an address
 * @param port 0 to 65,535; 0 takes a free one
 */
public record ListenConfig(String host, int port) {
    public static final ListenConfig DEFAULT = new ListenConfig("127.0.0.1", 5000);

    public ListenConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }
}
