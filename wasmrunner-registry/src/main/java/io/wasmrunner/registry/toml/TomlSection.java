package io.wasmrunner.registry.toml;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.text.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** A table of a file of settings. */
public final class TomlSection {
    private final String file;
    private final TomlTable table;
    private final String path;

    TomlSection(String file, TomlTable table, String path) {
        this.file = file;
        this.table = table;
        this.path = path;
    }

    /** Refuses every key but these. */
    public TomlSection only(String... known) {
        Set<String> names = new TreeSet<>(Arrays.asList(known));
        for (String key : table.keySet()) {
            if (!names.contains(key)) {
                String hint = Nearest.hint(key, names);
                throw wrong(key, "is unknown" + (hint.isEmpty() ? "; there are " + String.join(", ", names) : hint));
            }
        }
        return this;
    }

    /** In the order of the alphabet. */
    public Set<String> keys() {
        return new TreeSet<>(table.keySet());
    }

    public boolean has(String key) {
        return value(key) != null;
    }

    /** The text, or empty when there is none. */
    public String text(String key) {
        return switch (value(key)) {
            case null -> "";
            case String text -> text;
            default -> throw wrong(key, "must be a text in quotes");
        };
    }

    public boolean flag(String key, boolean otherwise) {
        return switch (value(key)) {
            case null -> otherwise;
            case Boolean flag -> flag;
            default -> throw wrong(key, "must be true or false");
        };
    }

    public int number(String key, int least, int most, int otherwise) {
        return switch (value(key)) {
            case null -> otherwise;
            case Long number when number >= least && number <= most -> number.intValue();
            default -> throw wrong(key, "must be a whole number from " + least + " to " + most);
        };
    }

    /** One text or a list of them; empty when there is none. */
    public List<String> texts(String key) {
        Object value = value(key);
        List<String> texts = new ArrayList<>();
        if (value instanceof String text) {
            texts.add(text);
        } else if (value != null) {
            for (Object element : array(key, value).toList()) {
                if (!(element instanceof String text)) {
                    throw wrong(key, "must be a list of texts, such as [\"a\", \"b\"]");
                }
                texts.add(text);
            }
        }
        return texts;
    }

    /** The table, or an empty one when there is none. */
    public TomlSection section(String key) {
        return switch (value(key)) {
            case null -> TomlSource.parse(file, "");
            case TomlTable inner -> new TomlSection(file, inner, path + key + ".");
            default -> throw wrong(key, "must be a table");
        };
    }

    /** The tables of {@code [[key]]}, in order. */
    public List<TomlSection> sections(String key) {
        Object value = value(key);
        List<TomlSection> sections = new ArrayList<>();
        if (value != null) {
            for (Object element : array(key, value).toList()) {
                if (!(element instanceof TomlTable inner)) {
                    throw wrong(key, "must be written [[" + key + "]]");
                }
                sections.add(new TomlSection(file, inner, path + key + "."));
            }
        }
        return sections;
    }

    private TomlArray array(String key, Object value) {
        if (value instanceof TomlArray array) {
            return array;
        }
        throw wrong(key, "must be a list");
    }

    private @Nullable Object value(String key) {
        return table.get(List.of(key));
    }

    /** What is thrown for a key with a wrong value. */
    public RegistryException wrong(String key, String rule) {
        return TomlSource.problem(file, table.inputPositionOf(List.of(key)), path + key + " " + rule);
    }
}
