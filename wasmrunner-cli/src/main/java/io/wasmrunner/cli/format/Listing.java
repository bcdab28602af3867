package io.wasmrunner.cli.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.format.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Prints a list as {@code --format} wants it: {@code json} an object on each line, {@code table …} a template with headings,
 * any other a template for each; without it the table that the list has of its own.
 */
public final class Listing {
    private static final String TABLE = "table ";

    private Listing() {}

    /**
     * @param fields an entry's fields by Docker's names
     * @param own the table without a format
     */
    public static <T> void print(
            List<T> entries,
            Optional<String> format,
            Function<T, ObjectNode> fields,
            Function<List<T>, Table> own,
            PrintStream out) {
        String wanted = format.orElse("table");
        switch (wanted) {
            case "table" -> out.print(own.apply(entries));
            case "json" ->
                entries.forEach(
                        entry -> out.println(new String(Json.bytes(fields.apply(entry)), StandardCharsets.UTF_8)));
            default -> template(entries, wanted, fields, out);
        }
    }

    private static <T> void template(List<T> entries, String format, Function<T, ObjectNode> fields, PrintStream out) {
        boolean table = format.startsWith(TABLE);
        GoTemplate template = GoTemplate.parse(table ? format.substring(TABLE.length()) : format);
        if (!table) {
            entries.forEach(entry -> out.println(template.printable(fields.apply(entry))));
            return;
        }
        List<String[]> rows = new ArrayList<>();
        entries.forEach(entry -> rows.add(template.print(fields.apply(entry)).split("\t", -1)));
        Table printed = new Table(headings(format.substring(TABLE.length())));
        rows.forEach(printed::add);
        out.print(printed);
    }

    /** {@code {{.CreatedSince}}} stands under {@code CREATED SINCE}. */
    private static String[] headings(String template) {
        String[] cells = template.replace("\\t", "\t").split("\t", -1);
        for (int i = 0; i < cells.length; i++) {
            String name = cells[i].replaceAll(".*?\\{\\{.*?\\.(\\w+).*", "$1");
            cells[i] = name.replaceAll("([a-z])([A-Z])", "$1 $2").toUpperCase(java.util.Locale.ROOT);
        }
        return cells;
    }
}
