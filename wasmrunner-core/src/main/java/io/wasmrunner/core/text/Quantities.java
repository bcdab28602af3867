package io.wasmrunner.core.text;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.quota.Quota;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Sizes, durations and counts, from and to text. */
public final class Quantities {
    private static final String[] SIZE_UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    private static final long[] COUNT_UNITS = {1, 1_000, 1_000_000, 1_000_000_000};

    /** Bounds on what is calculated with: a few letters can ask for a number of a milliard digits. */
    private static final int MOST_DIGITS = 20;

    private static final int MOST_PLACES = 1000;

    private Quantities() {}

    /** Bytes from {@code 65536}, {@code 64k}, {@code 64m}, {@code 1.5g}, with or without a {@code b} or {@code ib}. */
    public static long size(String flag, String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        // By hand, here and below: a regular expression takes its time to get going, at the start of a run.
        String digits =
                lower.endsWith("b") ? lower.substring(0, lower.length() - (lower.endsWith("ib") ? 2 : 1)) : lower;
        int power = digits.isEmpty() ? -1 : "kmgt".indexOf(digits.charAt(digits.length() - 1));
        String number = power < 0 ? digits : digits.substring(0, digits.length() - 1);
        return number(flag, text, number, 1L << (10 * (power + 1)), "a size such as 64m or 1g");
    }

    /** Nanoseconds from {@code 500ms}, {@code 5s}, {@code 1m30s}, {@code 2h}; a number alone is seconds. */
    public static long duration(String flag, String text) {
        String wanted = "a duration such as 500ms, 5s or 1m30s";
        if (!text.isEmpty() && digits(text, 0) == text.length()) {
            return number(flag, text, text, 1_000_000_000L, wanted);
        }
        long total = 0;
        int at = 0;
        do {
            int end = digits(text, at);
            int next = end + (text.startsWith("us", end) || text.startsWith("ms", end) ? 2 : 1);
            long unit = end == at || next > text.length() ? 0 : unit(text.substring(end, next));
            if (unit == 0) {
                throw malformed(flag, text, wanted);
            }
            long more = number(flag, text, text.substring(at, end), unit, wanted);
            try {
                total = Math.addExact(total, more);
            } catch (ArithmeticException e) {
                throw tooLarge(flag, text, e);
            }
            at = next;
        } while (at < text.length());
        return total;
    }

    /** Behind the digits and points from there. */
    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && ((text.charAt(at) >= '0' && text.charAt(at) <= '9') || text.charAt(at) == '.')) {
            at++;
        }
        return at;
    }

    /** Nanoseconds; 0 for what is no unit. */
    private static long unit(String name) {
        return switch (name) {
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default -> 0;
        };
    }

    /** Thousandths of a processor from {@code 0.5}, {@code 2} or {@code 50%}. */
    public static long cpus(String flag, String text) {
        boolean percent = text.endsWith("%");
        String number = percent ? text.substring(0, text.length() - 1) : text;
        return number(flag, text, number, percent ? 10 : 1000, "a number of processors such as 0.5 or 50%");
    }

    /** A whole number that is not negative, plain or with k, m or g for thousands, millions and milliards. */
    public static long count(String flag, String text) {
        int power = text.isEmpty() ? -1 : "kmg".indexOf(Character.toLowerCase(text.charAt(text.length() - 1)));
        String number = power < 0 ? text : text.substring(0, text.length() - 1);
        return number(flag, text, number.replace("_", ""), COUNT_UNITS[power + 1], "a number such as 1000 or 5m");
    }

    private static long number(String flag, String text, String number, long unit, String wanted) {
        long whole = whole(number);
        // Most are whole, and BigDecimal is slow to get going as well.
        if (whole >= 0 && whole <= Long.MAX_VALUE / unit) {
            return whole * unit;
        }
        try {
            BigDecimal exact = new BigDecimal(number).multiply(BigDecimal.valueOf(unit));
            if (exact.precision() - (long) exact.scale() > MOST_DIGITS) {
                throw new ArithmeticException("more than " + MOST_DIGITS + " digits");
            }
            if (exact.scale() > MOST_PLACES) {
                throw malformed(flag, text, wanted);
            }
            BigDecimal value = exact.setScale(0, RoundingMode.HALF_UP);
            if (value.signum() < 0 || number.startsWith("+")) {
                throw malformed(flag, text, wanted);
            }
            return value.longValueExact();
        } catch (NumberFormatException e) {
            throw malformed(flag, text, wanted);
        } catch (ArithmeticException e) {
            throw tooLarge(flag, text, e);
        }
    }

    /** What up to 18 digits say; negative for anything else. */
    private static long whole(String number) {
        long value = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c < '0' || c > '9' || i == 18) {
                return -1;
            }
            value = 10 * value + (c - '0');
        }
        return number.isEmpty() ? -1 : value;
    }

    private static WasmrunnerException tooLarge(String flag, String text, ArithmeticException cause) {
        return new WasmrunnerException(
                ErrorCode.USAGE, "cannot read %s %s: it is too large; 0 means no limit".formatted(flag, text), cause);
    }

    private static WasmrunnerException malformed(String flag, String text, String wanted) {
        return new WasmrunnerException(
                ErrorCode.USAGE, "cannot read %s %s: it must be %s; 0 means no limit".formatted(flag, text, wanted));
    }

    /** Bytes as {@link #size} reads them, exactly: {@code 64m}. */
    public static String writeSize(long bytes) {
        int power = 0;
        long value = bytes;
        while (power < 4 && value != 0 && value % 1024 == 0) {
            value /= 1024;
            power++;
        }
        return value + (power == 0 ? "" : "kmgt".substring(power - 1, power));
    }

    /** Nanoseconds as {@link #duration} reads them, exactly: {@code 30s}, {@code 1.5ms}. */
    public static String writeDuration(long nanoseconds) {
        int places = nanoseconds == 0 || nanoseconds >= 1_000_000_000 ? 9 : nanoseconds >= 1_000_000 ? 6 : 3;
        String unit = places == 9 ? "s" : places == 6 ? "ms" : "us";
        return decimal(nanoseconds, places) + unit;
    }

    /** Thousandths of a processor as {@link #cpus} reads them, exactly: {@code 0.5}. */
    public static String writeCpus(long thousandths) {
        return decimal(thousandths, 3);
    }

    /** What is not negative, with that many of its digits behind the point, and no zeros at the end. */
    private static String decimal(long value, int places) {
        String digits = "0".repeat(places + 1) + value;
        int point = digits.length() - places;
        int end = digits.length();
        while (end > point && digits.charAt(end - 1) == '0') {
            end--;
        }
        String whole = Long.toString(Long.parseLong(digits.substring(0, point)));
        return end == point ? whole : whole + "." + digits.substring(point, end);
    }

    /** {@code 64 MiB}; with a decimal when it is not whole. */
    public static String printSize(long bytes) {
        if (bytes == 1) {
            return "1 byte";
        }
        int unit = 0;
        double value = bytes;
        while (value >= 1024 && unit < SIZE_UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return plain(value) + " " + SIZE_UNITS[unit];
    }

    /** {@code 1 s}, {@code 500 ms}, {@code 1.5 h}. */
    public static String printDuration(long nanoseconds) {
        double milliseconds = nanoseconds / 1e6;
        if (milliseconds < 1000) {
            return plain(milliseconds) + " ms";
        }
        double seconds = milliseconds / 1000;
        return seconds < 120
                ? plain(seconds) + " s"
                : seconds < 7200 ? plain(seconds / 60) + " min" : plain(seconds / 3600) + " h";
    }

    /** A quota's value as people write it. */
    public static String print(Quota quota, long limit) {
        return switch (quota) {
            case MEMORY, OUTPUT, DISK -> printSize(limit);
            case WALL_TIME -> printDuration(limit);
            case FUEL, HOST_CALLS, OPEN_FILES, TABLE_ELEMENTS, CALL_DEPTH -> "%,d".formatted(limit);
        };
    }

    /** With two places below ten, else one, and no zeros at the end. */
    private static String plain(double value) {
        int places = value < 10 ? 2 : 1;
        long scaled = Math.round(value * (places == 2 ? 100 : 10));
        while (places > 0 && scaled % 10 == 0) {
            scaled /= 10;
            places--;
        }
        if (places == 0) {
            return Long.toString(scaled);
        }
        long unit = places == 2 ? 100 : 10;
        long rest = scaled % unit;
        return scaled / unit + (places == 2 && rest < 10 ? ".0" : ".") + rest;
    }
}
