package io.wasmrunner.core.network;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.policy.Network;
import io.wasmrunner.sandbox.policy.NumericAddress;
import java.util.List;
import java.util.Locale;

/**
 * A host that a guest may connect to, one value of {@code --allow-host}.
 *
 * @param host a name in lower case, {@code *.} before one for all beneath it, or an address, an IPv6 one in brackets
 * @param port a number, {@code *} for any, or empty for 80 and 443
 */
public record AllowedHost(String host, String port) {

    /**
     * Reads {@code host[:port]}.
     *
     * @throws WasmrunnerException of {@link ErrorCode#USAGE} when it is malformed
     */
    public static AllowedHost parse(String text) {
        try {
            int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
            String host = end <= 0 ? text : text.substring(0, end);
            String rest = text.substring(host.length());
            String port = rest.isEmpty() ? "" : rest.substring(1);
            if (!rest.isEmpty() && (rest.charAt(0) != ':' || !(port.equals("*") || Network.isPort(port)))) {
                throw new IllegalArgumentException("\"" + rest + "\" is no port, as :8080 or :*");
            }
            return new AllowedHost(host(host), port);
        } catch (IllegalArgumentException e) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot allow the host %s: %s; write example.com, *.example.com:8080 or 192.0.2.1:*"
                            .formatted(text, e.getMessage()),
                    e);
        }
    }

    private static String host(String text) {
        if (text.startsWith("[")) {
            HostAddress.parse(text);
            return text;
        }
        if (HostName.looksNumeric(text)) {
            NumericAddress.parse(text);
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        HostName.check(lower.startsWith("*.") ? lower.substring(2) : lower);
        return lower;
    }

    /** What a policy is asked about: {@code host:port} each. */
    public List<String> names() {
        return port.isEmpty() ? List.of(host + ":80", host + ":443") : List.of(host + ":" + port);
    }

    /** As the launcher reads it. */
    @Override
    public String toString() {
        return port.isEmpty() ? host : host + ":" + port;
    }
}
