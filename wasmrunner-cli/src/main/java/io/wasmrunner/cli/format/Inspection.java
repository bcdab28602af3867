package io.wasmrunner.cli.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.format.Json;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Prints what {@code inspect} found as Docker does: a JSON array, or a template for each. */
public final class Inspection {
    private Inspection() {}

    /** @param format {@code json}, a Go template, or empty for JSON */
    public static void print(List<ObjectNode> found, Optional<String> format, PrintStream out) {
        String template = format.orElse("json");
        if (template.equals("json") || template.equals("text")) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            all.addAll(found);
            out.println(Json.pretty(all));
            return;
        }
        GoTemplate parsed = GoTemplate.parse(template);
        found.forEach(one -> out.println(parsed.printable(one)));
    }
}
