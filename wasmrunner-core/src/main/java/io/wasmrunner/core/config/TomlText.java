package io.wasmrunner.core.config;

import java.util.OptionalInt;

/** Places in the text of a TOML file. */
final class TomlText {
    private TomlText() {}

    /** A text as a basic string. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        quoted.append("\\u").append("%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** Where the line starts that has this number, counted from 1. */
    static int lineStart(String text, int number) {
        int at = 0;
        for (int line = 1; line < number; line++) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        }
        return at;
    }

    /** Behind the line that {@code at} is in, with its end. */
    static int lineEnd(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    /** Where an entry's key stands. */
    static int start(String text, TomlEntry entry) {
        int line = lineStart(text, entry.line());
        int end = lineEnd(text, line);
        int points = Math.min(entry.column() - 1, text.codePointCount(line, end));
        return text.offsetByCodePoints(line, points);
    }

    /** Where the value starts of the key that starts at {@code key}; empty when no equals sign follows it. */
    static OptionalInt valueStart(String text, int key) {
        int at = key;
        while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != '\n') {
            char c = text.charAt(at);
            int close = c == '"' || c == '\'' ? stringEnd(text, at) : at + 1;
            if (close < 0) {
                return OptionalInt.empty();
            }
            at = close;
        }
        if (at >= text.length() || text.charAt(at) != '=') {
            return OptionalInt.empty();
        }
        at++;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return OptionalInt.of(at);
    }

    /** Behind the text, number or truth value that starts there; empty for what is made of several. */
    static OptionalInt valueEnd(String text, int start) {
        if (start >= text.length() || text.charAt(start) == '[' || text.charAt(start) == '{') {
            return OptionalInt.empty();
        }
        if (text.charAt(start) == '"' || text.charAt(start) == '\'') {
            int end = stringEnd(text, start);
            return end < 0 ? OptionalInt.empty() : OptionalInt.of(end);
        }
        int at = start;
        while (at < text.length() && " \t\r\n#,}]".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return OptionalInt.of(at);
    }

    /** Behind the string that starts there; negative when it does not end. */
    private static int stringEnd(String text, int start) {
        String one = text.substring(start, start + 1);
        boolean isLong = text.startsWith(one.repeat(3), start);
        String quote = isLong ? one.repeat(3) : one;
        boolean escapes = one.equals("\"");
        for (int at = start + quote.length(); at < text.length(); at++) {
            if (escapes && text.charAt(at) == '\\') {
                at++;
            } else if (text.startsWith(quote, at)) {
                // A long one may end in quotes of its own.
                while (isLong && text.startsWith(quote, at + 1)) {
                    at++;
                }
                return at + quote.length();
            }
        }
        return -1;
    }
}
