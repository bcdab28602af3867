package io.wasmrunner.runtime.guest;

import java.util.stream.Collectors;

/** Text from a guest, made harmless for a terminal. */
public final class Printable {
    private Printable() {}

    /**
     * One line: control characters become {@code \x1b} and the like, and so do those that break lines, turn the
     * direction of text around, or are halves of others. Tabs stay.
     */
    public static String line(String text) {
        return isPlain(text) ? text : written(text);
    }

    /** Most are, and lists have many. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String written(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\t' || !isHarmful(c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append((c < 0x100 ? "\\x%02x" : "\\u%04x").formatted(c));
            }
        });
        return safe.toString();
    }

    /** Several lines, each like {@link #line}; all but the first are indented, so that none passes for one of ours. */
    public static String lines(String text) {
        return text.lines().map(Printable::line).collect(Collectors.joining("\n  "));
    }

    private static boolean isHarmful(int c) {
        return Character.isISOControl(c)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200e
                || c == 0x200f
                || c == 0x061c
                || c == 0x2028
                || c == 0x2029
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
