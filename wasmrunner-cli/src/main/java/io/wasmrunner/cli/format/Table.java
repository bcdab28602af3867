package io.wasmrunner.cli.format;

import io.wasmrunner.runtime.guest.Printable;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as what stands in them, three spaces apart, as Docker prints them. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    public void add(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(Printable.line(cell));
        }
        rows.add(row);
    }

    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < columns - 1; i++) {
                text.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 3);
            }
            text.append(row.getLast()).append('\n');
        }
        return text.toString();
    }
}
