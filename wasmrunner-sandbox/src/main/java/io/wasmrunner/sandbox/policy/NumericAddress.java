package io.wasmrunner.sandbox.policy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses in numbers, in the one spelling that each has (RFC 5952 for IPv6); nothing is ever looked up. */
public final class NumericAddress {
    private NumericAddress() {}

    /**
     * Its 4 or 16 bytes.
     *
     * @throws IllegalArgumentException when it is anything else, as {@code 127.1}, {@code 0x7f000001} or a name
     */
    public static byte[] parse(String text) {
        boolean numbers = !text.isEmpty();
        boolean colon = text.indexOf(':') >= 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            numbers &= (c >= '0' && c <= '9') || c == '.' || (colon && (c == ':' || (c >= 'a' && c <= 'f')));
        }
        try {
            byte[] bytes = numbers && (colon || fourParts(text))
                    ? InetAddress.getByName(text).getAddress()
                    : new byte[0];
            if (bytes.length == (colon ? 16 : 4) && print(bytes).equals(text)) {
                return bytes;
            }
        } catch (UnknownHostException e) {
            // What it is not is said below.
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is no address in its plain spelling, as 10.0.0.1 or 2001:db8::1");
    }

    private static boolean fourParts(String text) {
        return text.chars().filter(c -> c == '.').count() == 3;
    }

    private static String print(byte[] bytes) throws UnknownHostException {
        String host = NetworkRules.name(new InetSocketAddress(InetAddress.getByAddress(bytes), 0));
        String bare = host.substring(0, host.lastIndexOf(':'));
        return bare.startsWith("[") ? bare.substring(1, bare.length() - 1) : bare;
    }
}
