package io.wasmrunner.core.run;

/** Text from a guest, made harmless for a terminal. */
public final class Printable {
    private Printable() {}

    /** One line: control characters become {@code \x1b} and the like, tabs stay. */
    public static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\t' || !Character.isISOControl(c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append("\\x%02x".formatted(c));
            }
        });
        return safe.toString();
    }
}
