package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.text.Nearest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** One table of the configuration, of which each key is known. Errors name the line and the column. */
final class Section {
    private final Path file;
    private final TomlTable table;

    /** @param keys all that may be there */
    Section(Path file, TomlTable table, List<String> keys) {
        this.file = file;
        this.table = table;
        for (String key : table.keySet()) {
            if (!keys.contains(key)) {
                throw at(key, "there is no key \"" + key + "\"" + Nearest.hint(key, keys));
            }
        }
    }

    boolean has(String key) {
        return table.contains(List.of(key));
    }

    /** The keys of a table in which any may be. */
    List<String> names(String key) {
        return value(key) instanceof TomlTable inner ? List.copyOf(inner.keySet()) : List.of();
    }

    Section section(String key, List<String> keys) {
        return switch (value(key)) {
            case TomlTable inner -> new Section(file, inner, keys);
            case null -> new Section(file, Toml.parse(""), keys);
            default -> throw at(key, "\"" + key + "\" must be a table: [" + key + "]");
        };
    }

    List<Section> sections(String key, List<String> keys) {
        List<Section> sections = new ArrayList<>();
        for (Object one : list(key)) {
            if (!(one instanceof TomlTable inner)) {
                throw at(key, "\"" + key + "\" must be tables: [[" + key + "]]");
            }
            sections.add(new Section(file, inner, keys));
        }
        return sections;
    }

    Optional<String> text(String key) {
        return switch (value(key)) {
            case String text -> Optional.of(text);
            case null -> Optional.empty();
            default -> throw at(key, "\"" + key + "\" must be a text");
        };
    }

    String needed(String key, String why) {
        return text(key).orElseThrow(() -> at("", "the key \"" + key + "\" must be there " + why));
    }

    /** Relative to the folder of the configuration. */
    Optional<Path> path(String key) {
        return text(key).map(this::resolve);
    }

    Path resolve(String text) {
        return file.toAbsolutePath().resolveSibling(text).normalize();
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Object one : list(key)) {
            if (!(one instanceof String text)) {
                throw at(key, "\"" + key + "\" must hold texts only");
            }
            texts.add(text);
        }
        return texts;
    }

    boolean flag(String key, boolean otherwise) {
        return switch (value(key)) {
            case Boolean flag -> flag;
            case null -> otherwise;
            default -> throw at(key, "\"" + key + "\" must be true or false");
        };
    }

    int number(String key, int otherwise) {
        return switch (value(key)) {
            case Long number when number >= 0 && number <= Integer.MAX_VALUE -> number.intValue();
            case null -> otherwise;
            default -> throw at(key, "\"" + key + "\" must be a whole number, not negative");
        };
    }

    /** Bytes, from a number or {@code "10GiB"}. */
    long size(String key, long otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        try {
            return value instanceof Long number && number >= 0 ? number : size(String.valueOf(value));
        } catch (ArithmeticException | NumberFormatException _) {
            throw at(key, "\"" + key + "\" must be a size: \"512KiB\", \"10MiB\", \"2GiB\", or bytes");
        }
    }

    private static long size(String text) {
        String unit = text.length() > 3 ? text.substring(text.length() - 3).toLowerCase(Locale.ROOT) : "";
        long factor = switch (unit) {
            case "kib" -> 1L << 10;
            case "mib" -> 1L << 20;
            case "gib" -> 1L << 30;
            case "tib" -> 1L << 40;
            default -> throw new NumberFormatException(text);
        };
        return Math.multiplyExact(
                factor,
                Integer.parseUnsignedInt(text.substring(0, text.length() - 3).strip()));
    }

    Duration duration(String key, Duration otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        String value = text.get().strip();
        try {
            int number = Integer.parseUnsignedInt(value.substring(0, Math.max(0, value.length() - 1)));
            return switch (value.charAt(value.length() - 1)) {
                case 's' -> Duration.ofSeconds(number);
                case 'm' -> Duration.ofMinutes(number);
                case 'h' -> Duration.ofHours(number);
                case 'd' -> Duration.ofDays(number);
                default -> throw new NumberFormatException(value);
            };
        } catch (NumberFormatException | StringIndexOutOfBoundsException _) {
            throw at(key, "\"" + key + "\" must be a time: \"30s\", \"5m\", \"12h\", \"7d\"");
        }
    }

    /** @param key where it is; empty for the table itself */
    RegistryException at(String key, String rule) {
        TomlPosition position = key.isEmpty() ? null : table.inputPositionOf(List.of(key));
        String where = position == null ? "" : ", line " + position.line() + ", column " + position.column();
        return new RegistryException(RegistryError.USAGE, "cannot use " + file + where + ": " + rule);
    }

    private @Nullable Object value(String key) {
        return table.get(List.of(key));
    }

    private List<Object> list(String key) {
        return switch (value(key)) {
            case TomlArray array -> array.toList();
            case null -> List.of();
            default -> throw at(key, "\"" + key + "\" must be a list");
        };
    }
}
