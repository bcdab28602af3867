package io.wasmrunner.registry.client.http;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.net.URI;
import java.util.Locale;

/**
 * Where a server is.
 *
 * @param secure whether it is spoken to over TLS
 * @param host a name or an address, in lower case; an IPv6 address in brackets
 */
public record Origin(boolean secure, String host, int port) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    public Origin {
        host = host.toLowerCase(Locale.ROOT);
    }

    /** Of {@code host} or {@code host:port}. */
    public static Origin of(boolean secure, String authority) {
        int colon = authority.lastIndexOf(':');
        boolean port = colon > authority.lastIndexOf(']');
        return new Origin(
                secure,
                port ? authority.substring(0, colon) : authority,
                port ? Integer.parseInt(authority.substring(colon + 1)) : secure ? HTTPS : HTTP);
    }

    /** @throws RegistryException {@link RegistryError#INVALID} when the address is not one of HTTP */
    public static Origin of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if ((!secure && !scheme.equals("http")) || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot go to " + Plain.text(uri.toString()) + ": it is not an address of http or https");
        }
        return new Origin(secure, uri.getHost(), uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS : HTTP);
    }

    /** As URLs and the {@code Host} header have it: without the port that goes without saying. */
    public String authority() {
        return port == (secure ? HTTPS : HTTP) ? host : host + ":" + port;
    }

    /** The host as resolvers take it. */
    String address() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Whether it is this machine, by its name alone. */
    public boolean isLoopback() {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || (host.startsWith("127.") && Addresses.isIpv4(host));
    }

    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + authority();
    }
}
