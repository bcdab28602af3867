package io.wasmrunner.registry.client.http;

import java.util.Optional;

/** IP addresses as text; no name is looked up. */
final class Addresses {
    private static final int BITS = 8;

    private Addresses() {}

    static boolean isIpv4(String text) {
        return ipv4(text).isPresent();
    }

    /** Four decimal numbers with dots between. */
    static Optional<byte[]> ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (parts[i].isEmpty()
                    || parts[i].length() > 3
                    || !parts[i].chars().allMatch(c -> c >= '0' && c <= '9')
                    || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(address);
    }

    /** Whether the address lies in a block such as {@code 10.0.0.0/8}; never when either is something else. */
    static boolean isIn(String address, String block) {
        int slash = block.indexOf('/');
        if (slash < 0) {
            return false;
        }
        Optional<byte[]> there = ipv4(address);
        Optional<byte[]> network = ipv4(block.substring(0, slash));
        String length = block.substring(slash + 1);
        if (there.isEmpty() || network.isEmpty() || !length.matches("[0-9]{1,2}")) {
            return false;
        }
        int bits = Math.min(Integer.parseInt(length), 4 * BITS);
        return (asInt(there.get()) ^ asInt(network.get())) >>> (4 * BITS - bits) == 0;
    }

    private static long asInt(byte[] address) {
        long value = 0;
        for (byte part : address) {
            value = value << BITS | (part & 0xff);
        }
        return value;
    }
}
