package io.wasmrunner.cli.format;

import io.wasmrunner.runtime.guest.Printable;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as what stands in them, three spaces apart, as Docker prints them. */
public final class Table {
    private final List<String[]> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(headings.clone());
    }

    public void add(String... cells) {
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = Printable.line(cells[i]);
        }
        rows.add(row);
    }

    @Override
    public String toString() {
        int columns = rows.getFirst().length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            for (int i = 0; i < columns - 1; i++) {
                text.append(row[i]).repeat(' ', widths[i] - row[i].length() + 3);
            }
            text.append(row[columns - 1]).append('\n');
        }
        return text.toString();
    }
}
