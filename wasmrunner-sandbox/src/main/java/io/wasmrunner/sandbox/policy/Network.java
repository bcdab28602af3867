package io.wasmrunner.sandbox.policy;

import java.util.Arrays;

/**
 * A network of addresses and a port of theirs.
 *
 * @param address its first address, of 4 or 16 bytes; not to be changed
 * @param bits how many of its bits all addresses have, the others zero
 * @param port {@code *} for any, a number, or empty for 80 and 443
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
public record Network(byte[] address, int bits, String port) {

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32:443} or {@code 10.0.0.0/8:*}.
     *
     * @throws IllegalArgumentException when it is anything else, or has a bit set beyond the first ones
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        int colon = text.indexOf(':', slash);
        String bits = slash < 0 ? "" : text.substring(slash + 1, colon < 0 ? text.length() : colon);
        String port = colon < 0 ? "" : text.substring(colon + 1);
        boolean proper = slash > 0 && isNumber(bits, 128) && (colon < 0 || port.equals("*") || isPort(port));
        byte[] address = proper ? NumericAddress.parse(text.substring(0, slash)) : new byte[0];
        if (!proper || Integer.parseInt(bits) > 8 * address.length) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no network: it must look like 10.0.0.0/8, 10.0.0.0/8:5432 or 2001:db8::/32:*");
        }
        Network network = new Network(address, Integer.parseInt(bits), port);
        if (!Arrays.equals(network.masked(address), address)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has bits set after the first " + bits + "; the others must be zero");
        }
        return network;
    }

    /** Whether a port stands alone, 1 to 65535. */
    public static boolean isPort(String text) {
        return isNumber(text, 65535) && !text.equals("0");
    }

    private static boolean isNumber(String text, int most) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && (text.length() == 1 || text.charAt(0) != '0');
        for (int i = 0; i < text.length() && digits; i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits && Integer.parseInt(text) <= most;
    }

    private byte[] masked(byte[] from) {
        byte[] kept = from.clone();
        for (int bit = bits; bit < 8 * kept.length; bit++) {
            kept[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return kept;
    }

    /** Whether all of the other's addresses and ports are this one's too. */
    boolean contains(Network other) {
        return address.length == other.address.length
                && bits <= other.bits
                && Arrays.equals(masked(other.address), address)
                && (port.equals("*") || port.equals(other.port) || (port.isEmpty() && isOfTheWeb(other.port)));
    }

    private static boolean isOfTheWeb(String port) {
        return port.equals("80") || port.equals("443");
    }
}
