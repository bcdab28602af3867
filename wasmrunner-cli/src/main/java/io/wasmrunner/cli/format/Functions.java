package io.wasmrunner.cli.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wasmrunner.registry.format.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What templates can call: Docker's functions, and those of Go's own that people use with it. */
final class Functions {
    private static final String ALL =
            "json, join, split, upper, lower, title, println, len, index, slice, printf, eq, ne, not, and, or,"
                    + " truncate";

    private Functions() {}

    static JsonNode call(String name, List<JsonNode> arguments) {
        return switch (name) {
            case "json" -> text(new String(Json.bytes(first(name, arguments)), StandardCharsets.UTF_8));
            case "join" -> join(arguments);
            case "split" -> split(arguments);
            case "upper" -> text(GoTemplate.text(first(name, arguments)).toUpperCase(Locale.ROOT));
            case "lower" -> text(GoTemplate.text(first(name, arguments)).toLowerCase(Locale.ROOT));
            case "title" -> title(GoTemplate.text(first(name, arguments)));
            case "println" -> text(GoTemplate.text(first(name, arguments)) + "\n");
            case "len" -> {
                JsonNode value = first(name, arguments);
                yield IntNode.valueOf(value.isTextual() ? value.textValue().length() : value.size());
            }
            case "index" -> index(arguments);
            case "slice" -> slice(arguments);
            case "truncate" -> slice(List.of(first(name, arguments), IntNode.valueOf(0), argument(name, arguments, 1)));
            case "printf" -> printf(arguments);
            case "eq", "ne" -> {
                boolean equal = GoTemplate.text(argument(name, arguments, 0))
                        .equals(GoTemplate.text(argument(name, arguments, 1)));
                yield GoTemplate.of(equal == name.equals("eq"));
            }
            case "not" -> GoTemplate.of(!GoTemplate.isTrue(first(name, arguments)));
            case "and" ->
                arguments.stream()
                        .filter(value -> !GoTemplate.isTrue(value))
                        .findFirst()
                        .orElseGet(() -> arguments.getLast());
            case "or" ->
                arguments.stream().filter(GoTemplate::isTrue).findFirst().orElseGet(() -> arguments.getLast());
            default -> throw new TemplateException("there is no function " + name + "; there are " + ALL);
        };
    }

    private static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }

    private static JsonNode first(String name, List<JsonNode> arguments) {
        return argument(name, arguments, 0);
    }

    private static JsonNode argument(String name, List<JsonNode> arguments, int at) {
        if (arguments.size() <= at) {
            throw new TemplateException(name + " needs " + (at + 1) + " argument" + (at == 0 ? "" : "s"));
        }
        return arguments.get(at);
    }

    private static JsonNode join(List<JsonNode> arguments) {
        List<String> parts = new ArrayList<>();
        argument("join", arguments, 0).forEach(part -> parts.add(GoTemplate.text(part)));
        return text(String.join(GoTemplate.text(argument("join", arguments, 1)), parts));
    }

    private static JsonNode split(List<JsonNode> arguments) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        String separator = GoTemplate.text(argument("split", arguments, 1));
        String value = GoTemplate.text(argument("split", arguments, 0));
        for (String part : value.split(java.util.regex.Pattern.quote(separator), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private static JsonNode title(String value) {
        return text(value.isEmpty() ? value : Character.toUpperCase(value.charAt(0)) + value.substring(1));
    }

    private static JsonNode index(List<JsonNode> arguments) {
        JsonNode value = argument("index", arguments, 0);
        for (JsonNode key : arguments.subList(1, arguments.size())) {
            value = value.isArray() && key.isInt() ? value.path(key.intValue()) : value.path(GoTemplate.text(key));
        }
        return value;
    }

    private static JsonNode slice(List<JsonNode> arguments) {
        String value = GoTemplate.text(argument("slice", arguments, 0));
        int from = arguments.size() > 1 ? arguments.get(1).asInt() : 0;
        int to = arguments.size() > 2 ? arguments.get(2).asInt() : value.length();
        int start = Math.clamp(from, 0, value.length());
        return text(value.substring(start, Math.clamp(to, start, value.length())));
    }

    private static JsonNode printf(List<JsonNode> arguments) {
        String format = GoTemplate.text(argument("printf", arguments, 0));
        Object[] values = arguments.stream()
                .skip(1)
                .map(value -> value.isIntegralNumber() ? (Object) value.longValue() : GoTemplate.text(value))
                .toArray();
        try {
            return text(String.format(Locale.ROOT, format.replace("%v", "%s"), values));
        } catch (IllegalArgumentException e) {
            throw new TemplateException("printf cannot use \"" + format + "\": " + e.getMessage());
        }
    }
}
