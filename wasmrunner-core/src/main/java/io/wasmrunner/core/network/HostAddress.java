package io.wasmrunner.core.network;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** An address in numbers, as the user wrote it; never a name, so that nothing is looked up. */
final class HostAddress {
    private HostAddress() {}

    /**
     * Reads {@code 127.0.0.1}, {@code ::1} or {@code [::1]}.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    static InetAddress parse(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String bare = bracketed ? text.substring(1, text.length() - 1) : text;
        boolean numbers = bare.indexOf(':') >= 0
                ? bare.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0)
                : !bracketed && isFourNumbers(bare);
        if (!numbers) {
            throw new IllegalArgumentException("\"" + text + "\" is no address in numbers, as 127.0.0.1 or [::1]");
        }
        try {
            return InetAddress.getByName(bare);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no address", e);
        }
    }

    private static boolean isFourNumbers(String text) {
        String[] numbers = text.split("\\.", -1);
        if (numbers.length != 4) {
            return false;
        }
        for (String number : numbers) {
            boolean plain = number.matches("0|[1-9][0-9]{0,2}");
            if (!plain || Integer.parseInt(number) > 255) {
                return false;
            }
        }
        return true;
    }
}
