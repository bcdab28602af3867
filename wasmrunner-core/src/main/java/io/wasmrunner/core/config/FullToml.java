package io.wasmrunner.core.config;

import java.util.ArrayList;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A TOML file of any kind.
 *
 * @param entries all keys, none when there are errors
 * @param tables where each table is first named
 * @param errors what is no TOML, with the place
 */
record FullToml(List<TomlEntry> entries, List<TomlEntry> tables, List<String> errors) {

    static FullToml read(String text) {
        TomlParseResult toml = Toml.parse(text);
        List<TomlEntry> entries = new ArrayList<>();
        List<TomlEntry> tables = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (TomlParseError error : toml.errors()) {
            TomlPosition position = error.position();
            errors.add(ConfigFile.at(position.line(), position.column()) + error.getMessage());
        }
        if (errors.isEmpty()) {
            add(toml, toml, List.of(), entries, tables);
        }
        return new FullToml(entries, tables, errors);
    }

    private static void add(
            TomlParseResult toml,
            TomlTable table,
            List<String> above,
            List<TomlEntry> entries,
            List<TomlEntry> tables) {
        for (String name : table.keySet()) {
            List<String> path = new ArrayList<>(above);
            path.add(name);
            Object value = table.get(List.of(name));
            TomlPosition position = toml.inputPositionOf(path);
            int line = position == null ? 1 : position.line();
            int column = position == null ? 1 : position.column();
            if (value instanceof TomlTable inner) {
                tables.add(new TomlEntry(path, "", line, column));
                add(toml, inner, path, entries, tables);
            } else if (value instanceof TomlArray array) {
                entries.add(new TomlEntry(path, List.of(array.toJson()), line, column));
            } else if (value != null) {
                entries.add(new TomlEntry(path, value, line, column));
            }
        }
    }
}
