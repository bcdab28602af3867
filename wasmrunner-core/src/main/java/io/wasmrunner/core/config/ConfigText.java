package io.wasmrunner.core.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Changes one key in the text of a configuration and leaves all else as it is: comments, order, spaces, and what is wrong
 * with it. Each change is read back before it counts.
 */
final class ConfigText {
    private final String text;
    private final FullToml toml;
    private final String newline;

    /** @param text that is TOML */
    ConfigText(String text, FullToml toml) {
        this.text = text;
        this.toml = toml;
        this.newline = text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** The text with that key set; empty when that cannot be done to a text like this. */
    Optional<String> with(ConfigKey key, ConfigValue value) {
        String literal = key.literal(value);
        Optional<TomlEntry> entry = entry(key.toString());
        Optional<String> changed = entry.isPresent() ? replaced(entry.get(), literal) : added(key, literal);
        return changed.filter(text -> isChange(text, key.toString(), false));
    }

    /** The text without the key of that dotted name, which must be there; empty when that cannot be done to one like this. */
    Optional<String> without(String name) {
        TomlEntry entry = entry(name).orElseThrow();
        int start = TomlText.start(text, entry);
        int line = TomlText.lineStart(text, entry.line());
        OptionalInt end = end(entry);
        if (end.isEmpty() || !text.substring(line, start).isBlank()) {
            return Optional.empty();
        }
        int next = TomlText.lineEnd(text, end.getAsInt());
        String rest = text.substring(end.getAsInt(), next).strip();
        return rest.isEmpty() || rest.startsWith("#")
                ? Optional.of(text.substring(0, line) + text.substring(next)).filter(text -> isChange(text, name, true))
                : Optional.empty();
    }

    /** The entry of that dotted name. */
    Optional<TomlEntry> entry(String name) {
        return toml.entries().stream()
                .filter(entry -> String.join(".", entry.path()).equals(name))
                .findFirst();
    }

    private Optional<String> replaced(TomlEntry entry, String literal) {
        OptionalInt start = TomlText.valueStart(text, TomlText.start(text, entry));
        OptionalInt end = end(entry);
        return end.isEmpty()
                ? Optional.empty()
                : Optional.of(text.substring(0, start.orElseThrow()) + literal + text.substring(end.getAsInt()));
    }

    /** Behind the entry's value. */
    private OptionalInt end(TomlEntry entry) {
        OptionalInt start = TomlText.valueStart(text, TomlText.start(text, entry));
        return start.isEmpty() ? start : TomlText.valueEnd(text, start.getAsInt());
    }

    private Optional<String> added(ConfigKey key, String literal) {
        if (key.table().isEmpty()) {
            return Optional.of(atTop(key + " = " + literal));
        }
        String line = key.leaf() + " = " + literal;
        Optional<TomlEntry> table = toml.tables().stream()
                .filter(one -> one.path().equals(List.of(key.table())))
                .findFirst();
        if (table.isEmpty()) {
            String gap = text.isBlank() ? "" : newline;
            return Optional.of(ended(text) + gap + "[" + key.table() + "]" + newline + line + newline);
        }
        int start = TomlText.start(text, table.get());
        Optional<TomlEntry> last = last(key.table());
        if (text.charAt(start) != '[') {
            // Its keys are dotted ones, and so is one more.
            return last.isEmpty() ? Optional.empty() : after(last.get(), key + " = " + literal);
        }
        return last.isEmpty() ? Optional.of(inserted(TomlText.lineEnd(text, start), line)) : after(last.get(), line);
    }

    /** The one of a table's own keys that stands last. */
    private Optional<TomlEntry> last(String table) {
        TomlEntry last = null;
        for (TomlEntry entry : toml.entries()) {
            boolean own = entry.path().size() == 2 && entry.path().getFirst().equals(table);
            if (own && (last == null || entry.line() > last.line())) {
                last = entry;
            }
        }
        return Optional.ofNullable(last);
    }

    private Optional<String> after(TomlEntry entry, String line) {
        OptionalInt end = end(entry);
        if (end.isEmpty()) {
            return Optional.empty();
        }
        int from = TomlText.lineStart(text, entry.line());
        String indentation = text.substring(from, TomlText.start(text, entry));
        return Optional.of(
                inserted(TomlText.lineEnd(text, end.getAsInt()), (indentation.isBlank() ? indentation : "") + line));
    }

    private String inserted(int at, String line) {
        return ended(text.substring(0, at)) + line + newline + text.substring(at);
    }

    private String ended(String before) {
        return before.isEmpty() || before.endsWith("\n") ? before : before + newline;
    }

    /** Before the first table, and before the comment on it. */
    private String atTop(String line) {
        int first = text.length();
        for (TomlEntry table : toml.tables()) {
            int start = TomlText.start(text, table);
            if (text.charAt(start) == '[') {
                first = Math.min(first, text.lastIndexOf('\n', start) + 1);
            }
        }
        if (first == text.length()) {
            return inserted(first, line);
        }
        int at = first;
        while (at > 0) {
            int above = at < 2 ? 0 : text.lastIndexOf('\n', at - 2) + 1;
            if (!text.substring(above, at).stripLeading().startsWith("#")) {
                break;
            }
            at = above;
        }
        return text.substring(0, at) + line + newline + newline + text.substring(at);
    }

    /** Whether the changed text says what this one does, but for that key, which it has or has not. */
    private boolean isChange(String changed, String name, boolean removed) {
        FullToml after = FullToml.read(changed);
        Map<List<String>, Object> before = values(toml);
        Map<List<String>, Object> now = values(after);
        List<String> path = entry(name).map(TomlEntry::path).orElse(List.of(name.split("\\.", -1)));
        before.remove(path);
        Object value = now.remove(path);
        return after.errors().isEmpty() && (value == null) == removed && before.equals(now);
    }

    private static Map<List<String>, Object> values(FullToml toml) {
        Map<List<String>, Object> values = new HashMap<>();
        for (TomlEntry entry : toml.entries()) {
            values.put(entry.path(), entry.value());
        }
        return values;
    }
}
