package io.wasmrunner.runtime.scan;

import java.util.HashMap;
import java.util.Map;

/** What the code does to memories and tables. Holds something for each that it touches alone. */
final class CodeFacts {
    /** A worst use, and where it is. */
    record Use(Growth growth, int function, int offset) {}

    private static final Use NONE = new Use(Growth.NEVER, -1, 0);

    private final Map<Integer, Use> memories = new HashMap<>();
    private final Map<Integer, Use> tables = new HashMap<>();

    void growsMemory(int memory, Growth growth, int function, int offset) {
        note(memories, memory, growth, function, offset);
    }

    void growsTable(int table, Growth growth, int function, int offset) {
        note(tables, table, growth, function, offset);
    }

    Use memory(int memory) {
        return memories.getOrDefault(memory, NONE);
    }

    Use table(int table) {
        return tables.getOrDefault(table, NONE);
    }

    private static void note(Map<Integer, Use> uses, int index, Growth growth, int function, int offset) {
        if (growth.compareTo(uses.getOrDefault(index, NONE).growth()) > 0) {
            uses.put(index, new Use(growth, function, offset));
        }
    }
}
