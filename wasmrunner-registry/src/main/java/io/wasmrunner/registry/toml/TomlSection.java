package io.wasmrunner.registry.toml;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.text.Nearest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** A table of a file of settings. */
public final class TomlSection {
    private static final String SIZES = "must be a size: \"512KiB\", \"10MiB\", \"2GiB\", or bytes";
    private static final String DURATIONS = "must be a time: \"30s\", \"5m\", \"12h\", \"7d\"";

    private final String file;
    private final Path folder;
    private final TomlTable table;
    private final String path;

    TomlSection(String file, Path folder, TomlTable table, String path) {
        this.file = file;
        this.folder = folder;
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

    public String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /** The text, which must be there. */
    public String needed(String key) {
        if (!has(key)) {
            throw wrong(key, "must be there");
        }
        return text(key);
    }

    /** From the folder of the file on. */
    public Optional<Path> path(String key) {
        return has(key) ? Optional.of(resolve(key, text(key))) : Optional.empty();
    }

    /** The path, which must be there. */
    public Path neededPath(String key) {
        return resolve(key, needed(key));
    }

    /** One path or a list of them. */
    public List<Path> paths(String key) {
        return texts(key).stream().map(text -> resolve(key, text)).toList();
    }

    private Path resolve(String key, String text) {
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException _) {
            throw wrong(key, "must be a path");
        }
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

    /** Bytes: a whole number, or one with KiB, MiB, GiB or TiB. */
    public long size(String key, long otherwise) {
        return switch (value(key)) {
            case null -> otherwise;
            case Long number when number >= 0 -> number;
            case String text -> read(key, text, Quantity::size, SIZES);
            default -> throw wrong(key, SIZES);
        };
    }

    /** A whole number with s, m, h or d. */
    public Duration duration(String key, Duration otherwise) {
        return switch (value(key)) {
            case null -> otherwise;
            case String text -> read(key, text, Quantity::duration, DURATIONS);
            default -> throw wrong(key, DURATIONS);
        };
    }

    private <T> T read(String key, String text, Function<String, Optional<T>> reader, String rule) {
        return reader.apply(text).orElseThrow(() -> wrong(key, rule));
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
            case null -> new TomlSection(file, folder, Toml.parse(""), path + key + ".");
            case TomlTable inner -> new TomlSection(file, folder, inner, path + key + ".");
            default -> throw wrong(key, "must be a table");
        };
    }

    /** The tables of {@code [[key]]}, in order. */
    public List<TomlSection> sections(String key) {
        List<?> elements = switch (value(key)) {
            case null -> List.of();
            case TomlArray array -> array.toList();
            default -> throw wrong(key, "must be written [[" + key + "]]");
        };
        List<TomlSection> sections = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof TomlTable inner)) {
                throw wrong(key, "must be written [[" + key + "]]");
            }
            sections.add(new TomlSection(file, folder, inner, path + key + "."));
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
