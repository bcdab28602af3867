package io.wasmrunner.core.config;

import java.util.List;

/**
 * One key of a file, with its value.
 *
 * @param path the names of the tables it stands in, and its own
 * @param value a String, a Long, a Boolean, or something else, which no key of ours takes
 * @param line where the key stands, counted from 1
 * @param column the same, in characters
 */
record TomlEntry(List<String> path, Object value, int line, int column) {
    TomlEntry {
        path = List.copyOf(path);
    }

    /** Its names with dots between them; empty when a name has a dot itself, as none of ours has. */
    String dotted() {
        for (String name : path) {
            if (name.indexOf('.') >= 0) {
                return "";
            }
        }
        return String.join(".", path);
    }
}
