package io.wasmrunner.registry.toml;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Numbers with a unit. */
final class Quantity {
    private static final int SIZE_UNIT = 3;

    private Quantity() {}

    /** Bytes of {@code 10GiB}; empty when it is no size. */
    static Optional<Long> size(String text) {
        int end = Math.max(0, text.length() - SIZE_UNIT);
        long factor = switch (text.substring(end).toLowerCase(Locale.ROOT)) {
            case "kib" -> 1L << 10;
            case "mib" -> 1L << 20;
            case "gib" -> 1L << 30;
            case "tib" -> 1L << 40;
            default -> 0;
        };
        try {
            return factor == 0
                    ? Optional.empty()
                    : Optional.of(Math.multiplyExact(
                            factor, number(text.substring(0, end).strip())));
        } catch (ArithmeticException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** @throws NumberFormatException when it is none, or negative */
    private static int number(String digits) {
        int number = Integer.parseInt(digits);
        if (number < 0) {
            throw new NumberFormatException(digits);
        }
        return number;
    }

    /** {@code 30s}, {@code 5m}, {@code 12h}, {@code 7d}; empty when it is no time. */
    static Optional<Duration> duration(String text) {
        String stripped = text.strip();
        int end = Math.max(0, stripped.length() - 1);
        try {
            int number = number(stripped.substring(0, end));
            return switch (stripped.substring(end)) {
                case "s" -> Optional.of(Duration.ofSeconds(number));
                case "m" -> Optional.of(Duration.ofMinutes(number));
                case "h" -> Optional.of(Duration.ofHours(number));
                case "d" -> Optional.of(Duration.ofDays(number));
                default -> Optional.empty();
            };
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
