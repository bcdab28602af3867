package io.wasmrunner.core.network;

import io.wasmrunner.sandbox.policy.NumericAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** An address in numbers, as the user wrote it; never a name, so that nothing is looked up. */
final class HostAddress {
    private HostAddress() {}

    /**
     * Reads {@code 127.0.0.1} or {@code [::1]}.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    static InetAddress parse(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        if (bracketed == (text.indexOf(':') < 0)) {
            throw new IllegalArgumentException("\"" + text + "\" is no address in numbers, as 127.0.0.1 or [::1]");
        }
        try {
            return InetAddress.getByAddress(
                    NumericAddress.parse(bracketed ? text.substring(1, text.length() - 1) : text));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no address", e);
        }
    }
}
