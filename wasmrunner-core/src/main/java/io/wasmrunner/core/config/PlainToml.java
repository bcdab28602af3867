package io.wasmrunner.core.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the plain TOML that people write apart in no time: tables with one name, and below them names with a text in
 * quotes, a whole number or a truth value. It gives up on anything else, and on whatever is wrong; tomlj then, which takes
 * 100 ms to get going, knows what is meant.
 */
final class PlainToml {
    private static final int MOST_DIGITS = 18;

    private final List<TomlEntry> entries = new ArrayList<>();
    private final Set<List<String>> seen = new HashSet<>();
    private List<String> table = List.of();

    private PlainToml() {}

    /** What {@code text} says; empty when it is not plain. */
    static Optional<List<TomlEntry>> read(String text) {
        PlainToml toml = new PlainToml();
        int number = 1;
        for (int from = 0; from < text.length(); number++) {
            int end = text.indexOf('\n', from);
            int next = end < 0 ? text.length() : end + 1;
            int last = end > from && text.charAt(end - 1) == '\r' ? end - 1 : end < 0 ? text.length() : end;
            if (!toml.line(text.substring(from, last), number)) {
                return Optional.empty();
            }
            from = next;
        }
        return Optional.of(toml.entries);
    }

    private boolean line(String line, int number) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || Character.isSurrogate(c)) {
                return false;
            }
        }
        int start = skip(line, 0);
        if (ends(line, start)) {
            return true;
        }
        return line.charAt(start) == '[' ? header(line, start + 1) : pair(line, start, number);
    }

    private boolean header(String line, int start) {
        int from = skip(line, start);
        int to = name(line, from);
        int close = skip(line, to);
        if (to == from || close == line.length() || line.charAt(close) != ']') {
            return false;
        }
        table = List.of(line.substring(from, to));
        return seen.add(table) && ends(line, close + 1);
    }

    private boolean pair(String line, int start, int number) {
        int to = name(line, start);
        int equals = skip(line, to);
        if (to == start || equals == line.length() || line.charAt(equals) != '=') {
            return false;
        }
        List<String> path = new ArrayList<>(table);
        path.add(line.substring(start, to));
        int from = skip(line, equals + 1);
        int end = valueEnd(line, from);
        Object value = value(line.substring(from, end));
        if (value == null || !seen.add(path) || !ends(line, end)) {
            return false;
        }
        entries.add(new TomlEntry(path, value, number, start + 1));
        return true;
    }

    private static int valueEnd(String line, int from) {
        if (from < line.length() && (line.charAt(from) == '"' || line.charAt(from) == '\'')) {
            int close = line.indexOf(line.charAt(from), from + 1);
            return close < 0 ? from : close + 1;
        }
        return name(line, from);
    }

    private static @Nullable Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        if (text.isEmpty()) {
            return null;
        }
        if (text.charAt(0) == '"' || text.charAt(0) == '\'') {
            return text.charAt(0) == '"' && text.indexOf('\\') >= 0 ? null : text.substring(1, text.length() - 1);
        }
        boolean whole = text.length() <= MOST_DIGITS && (text.charAt(0) != '0' || text.length() == 1);
        for (int i = 0; i < text.length(); i++) {
            whole &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return whole ? (Object) Long.valueOf(text) : null;
    }

    /** Behind the letters, digits, {@code _} and {@code -} from there. */
    private static int name(String line, int from) {
        int at = from;
        while (at < line.length() && isName(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private static int skip(String line, int from) {
        int at = from;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** Whether there is nothing more, but for a comment. */
    private static boolean ends(String line, int from) {
        int at = skip(line, from);
        return at == line.length() || line.charAt(at) == '#';
    }
}
