package io.wasmrunner.sandbox.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What values a key takes. */
public enum PolicyKind {
    /** {@code true} or {@code false}. */
    SWITCH,
    /** Absolute host paths; a backslash in text before one, and before a comma. */
    PATHS,
    /** Patterns, and lists of them where several policies met. */
    ALLOWED,
    /** Patterns. */
    DENIED,
    /** Bytes. */
    SIZE,
    /** Nanoseconds. */
    DURATION,
    COUNT,
    /** Thousandths of a processor. */
    CPUS,
    CLOCK,
    RANDOM,
    DENIED_CALL,
    ENFORCE,
    NEVER;

    /** Throws IllegalArgumentException for what is not text of this kind. */
    Object parse(String text) {
        return switch (this) {
            case SWITCH -> constant(List.of(false, true), text);
            case PATHS -> paths(text);
            case ALLOWED -> allowed(text);
            case DENIED -> globs(text);
            case SIZE, DURATION, COUNT, CPUS -> number(text);
            case CLOCK -> clock(text);
            case RANDOM ->
                text.startsWith("seed:")
                        ? new RandomRule(true, signed(text.substring(5)))
                        : real(text, RandomRule.REAL);
            case DENIED_CALL -> constant(List.of(HostCallRules.Denied.values()), text);
            case ENFORCE -> constant(List.of(Enforce.values()), text);
            case NEVER -> constant(List.of(Never.values()), text);
        };
    }

    String print(Object value) {
        return switch (value) {
            case List<?> paths -> printPaths(paths);
            case ClockRule clock ->
                clock.mode() == ClockRule.Mode.REAL ? "real" : clock.mode() + ":" + clock.nanoseconds();
            case RandomRule random -> random.seeded() ? "seed:" + random.seed() : "real";
            default -> value.toString();
        };
    }

    private static <T> T constant(List<T> values, String text) {
        List<String> known = new ArrayList<>();
        for (T value : values) {
            if (value.toString().equals(text)) {
                return value;
            }
            known.add(value.toString());
        }
        throw new IllegalArgumentException("\"" + text + "\" must be " + String.join(" or ", known));
    }

    private static <T> T real(String text, T value) {
        if (text.equals("real")) {
            return value;
        }
        throw new IllegalArgumentException("\"" + text + "\" must be real, or begin with what else it is and a colon");
    }

    private static ClockRule clock(String text) {
        for (ClockRule.Mode mode : List.of(ClockRule.Mode.COARSE, ClockRule.Mode.FIXED)) {
            if (text.startsWith(mode + ":")) {
                return new ClockRule(mode, number(text.substring(mode.toString().length() + 1)));
            }
        }
        return real(text, ClockRule.REAL);
    }

    /** Digits alone, one way for each number. */
    private static long number(String text) {
        long number = signed(text);
        if (number < 0) {
            throw new IllegalArgumentException("\"" + text + "\" must not be negative");
        }
        return number;
    }

    private static long signed(String text) {
        long number = Long.parseLong(text);
        if (!Long.toString(number).equals(text)) {
            throw new IllegalArgumentException("\"" + text + "\" must be a plain number");
        }
        return number;
    }

    private static Globs globs(String text) {
        return new Globs(text.isEmpty() ? List.of() : List.of(text.split(",", -1)));
    }

    private static Allowed allowed(String text) {
        List<Globs> lists = new ArrayList<>();
        for (String list : text.split("&", -1)) {
            lists.add(globs(list));
        }
        return new Allowed(lists);
    }

    private static String printPaths(List<?> paths) {
        StringBuilder text = new StringBuilder();
        for (Object path : paths) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(path.toString().replace("\\", "\\\\").replace(",", "\\,"));
        }
        return text.toString();
    }

    private static List<String> paths(String text) {
        List<String> paths = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',') {
                paths.add(path.toString());
                path.setLength(0);
            } else if (c != '\\') {
                path.append(c);
            } else if (++i < text.length() && (text.charAt(i) == '\\' || text.charAt(i) == ',')) {
                path.append(text.charAt(i));
            } else {
                throw new IllegalArgumentException("\"" + text + "\" has a backslash before neither \\ nor ,");
            }
        }
        if (!text.isEmpty()) {
            paths.add(path.toString());
        }
        return paths;
    }

    /** In lower case, for messages. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
