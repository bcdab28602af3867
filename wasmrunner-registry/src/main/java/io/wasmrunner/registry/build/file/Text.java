package io.wasmrunner.registry.build.file;

import java.util.Arrays;

/** Some text of a build file, joined from the lines it was continued on, that knows where each of its characters stood. */
final class Text {
    private final String file;
    private final String text;
    private final int[] lines;
    private final int[] columns;
    private final int start;

    private Text(String file, String text, int[] lines, int[] columns, int start) {
        this.file = file;
        this.text = text;
        this.lines = lines;
        this.columns = columns;
        this.start = start;
    }

    Position at(int offset) {
        int index = Math.min(start + offset, lines.length - 1);
        return new Position(file, lines[index], columns[index]);
    }

    Position at() {
        return at(0);
    }

    int length() {
        return text.length();
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Without white space at both ends. */
    Text from(int offset) {
        int from = offset;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return new Text(file, text.substring(from, to), lines, columns, start + from);
    }

    /** The offset of the first white space, or the length. */
    int wordEnd() {
        int end = 0;
        while (end < text.length() && !isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\u000b';
    }

    @Override
    public String toString() {
        return text;
    }

    /** Joins lines. */
    static final class Builder {
        private final String file;
        private final StringBuilder text = new StringBuilder();
        private int[] lines = new int[256];
        private int[] columns = new int[256];

        Builder(String file) {
            this.file = file;
        }

        /** @param line from 1 */
        void add(String part, int line) {
            int size = text.length() + part.length();
            if (size + 1 > lines.length) {
                int larger = Math.max(size + 1, 2 * lines.length);
                lines = Arrays.copyOf(lines, larger);
                columns = Arrays.copyOf(columns, larger);
            }
            for (int i = 0; i < part.length(); i++) {
                lines[text.length() + i] = line;
                columns[text.length() + i] = i + 1;
            }
            text.append(part);
            lines[size] = line;
            columns[size] = part.length() + 1;
        }

        Text build() {
            int size = text.length() + 1;
            return new Text(file, text.toString(), Arrays.copyOf(lines, size), Arrays.copyOf(columns, size), 0);
        }
    }
}
