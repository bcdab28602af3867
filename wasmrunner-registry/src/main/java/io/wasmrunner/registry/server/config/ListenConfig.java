package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;

/**
 * Where the server listens.
 *
 * @param host a name or an address
 * @param port 0 to 65,535; 0 takes a free one
 */
public record ListenConfig(String host, int port) {
    public static final ListenConfig DEFAULT = new ListenConfig("127.0.0.1", 5000);

    /**
     * Reads {@code host:port}, {@code [address]:port} or {@code :port}, which is every address of this machine.
     *
     * @throws RegistryException {@link RegistryError#USAGE} when it is none of them
     */
    public static ListenConfig parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(0, colon));
        boolean address = host.startsWith("[") && host.endsWith("]");
        try {
            int port = Integer.parseUnsignedInt(text.substring(colon + 1));
            if (colon >= 0 && port <= 65_535 && (address || host.indexOf(':') < 0)) {
                return new ListenConfig(
                        address ? host.substring(1, host.length() - 1) : host.isEmpty() ? "0.0.0.0" : host, port);
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new RegistryException(
                RegistryError.USAGE, "cannot listen on " + text + ": it must be host:port, as 127.0.0.1:5000");
    }

    public ListenConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }
}
