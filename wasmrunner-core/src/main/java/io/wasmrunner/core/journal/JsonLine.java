package io.wasmrunner.core.journal;

import java.nio.charset.StandardCharsets;

/**
 * A JSON object of strings and whole numbers on one line, written by hand because it is also written while a program
 * starts, where a JSON library would cost more than all else. Whatever a string holds, the line stays one line.
 */
public final class JsonLine {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    /** Characters; a longer string is cut off. */
    private static final int LONGEST = 1024;

    private final StringBuilder text = new StringBuilder(256).append('{');

    public JsonLine add(String name, String value) {
        name(name);
        string(value);
        return this;
    }

    public JsonLine add(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    /** UTF-8, with the line's end. To be called once, at the end. */
    public byte[] bytes() {
        return text.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private void name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        string(name);
        text.append(':');
    }

    private void string(String value) {
        text.append('"');
        int end = Math.min(LONGEST, value.length());
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                control(c);
            } else if (Character.isSurrogate(c)) {
                i += surrogate(value, i, end);
            } else {
                text.append(c);
            }
        }
        text.append(end < value.length() ? "…\"" : "\"");
    }

    private void control(char c) {
        switch (c) {
            case '\b' -> text.append("\\b");
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case '\f' -> text.append("\\f");
            case '\r' -> text.append("\\r");
            default -> escape(c);
        }
    }

    /** A pair stands for a character; half of one has no UTF-8. Gives how many more characters were used. */
    private int surrogate(String value, int i, int end) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(value.charAt(i + 1))) {
            text.append(c).append(value.charAt(i + 1));
            return 1;
        }
        escape(c);
        return 0;
    }

    private void escape(char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX[(c >> shift) & 0xf]);
        }
    }
}
