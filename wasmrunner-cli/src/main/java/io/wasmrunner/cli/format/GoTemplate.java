package io.wasmrunner.cli.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The part of Go's text/template that {@code docker --format} is used with: fields, pipelines, {@code if}, {@code range},
 * {@code with}, and Docker's functions. A field that is not there is an error, as in Docker.
 */
public final class GoTemplate {
    private final String source;
    private final Block block;

    private GoTemplate(String source, Block block) {
        this.source = source;
        this.block = block;
    }

    /** @throws WasmrunnerException when it is not a template */
    public static GoTemplate parse(String source) {
        try {
            return new GoTemplate(source, new Parser(source).all());
        } catch (TemplateException e) {
            throw refused(source, e);
        }
    }

    /** @throws WasmrunnerException when it asks for a field that the data does not have */
    public String print(JsonNode data) {
        StringBuilder out = new StringBuilder();
        try {
            block.print(data, out);
        } catch (TemplateException e) {
            throw refused(source, e);
        }
        return out.toString();
    }

    /** As {@link #print}, made harmless for a terminal line by line. */
    public String printable(JsonNode data) {
        return print(data).lines().map(Printable::line).collect(Collectors.joining("\n"));
    }

    private static WasmrunnerException refused(String source, TemplateException e) {
        return new WasmrunnerException(ErrorCode.USAGE, "cannot use --format '" + source + "': " + e.getMessage(), e);
    }

    /** What is printed for a value; Go's words for what is not there. */
    static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "<no value>";
        }
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(text(part)));
            return "[" + String.join(" ", parts) + "]";
        }
        if (value.isObject()) {
            List<String> parts = new ArrayList<>();
            value.properties().forEach(part -> parts.add(part.getKey() + ":" + text(part.getValue())));
            return "map[" + String.join(" ", parts) + "]";
        }
        return value.asText();
    }

    /** Go's idea of it: neither zero nor empty. */
    static boolean isTrue(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> false;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.doubleValue() != 0;
            case STRING -> !value.textValue().isEmpty();
            default -> !value.isEmpty();
        };
    }

    /** Something between or behind which others stand. */
    interface Part {
        void print(JsonNode dot, StringBuilder out);
    }

    record Block(List<Part> parts) implements Part {
        @Override
        public void print(JsonNode dot, StringBuilder out) {
            parts.forEach(part -> part.print(dot, out));
        }
    }

    /** Reads a template into parts. */
    private static final class Parser {
        private final String source;
        private int at;
        private String action = "";

        Parser(String source) {
            this.source = source;
        }

        Block all() {
            Block block = block();
            if (!action.isEmpty()) {
                throw new TemplateException("{{" + action + "}} without a beginning");
            }
            return block;
        }

        /** Up to an action that ends it, which is left in {@code action}; empty at the end of the source. */
        private Block block() {
            List<Part> parts = new ArrayList<>();
            while (at < source.length()) {
                int open = source.indexOf("{{", at);
                String text = source.substring(at, open < 0 ? source.length() : open);
                String literal = text.replace("\\t", "\t").replace("\\n", "\n");
                parts.add((_, out) -> out.append(literal));
                if (open < 0) {
                    at = source.length();
                    break;
                }
                int close = source.indexOf("}}", open);
                if (close < 0) {
                    throw new TemplateException("{{ without }}");
                }
                at = close + 2;
                action = source.substring(open + 2, close).strip();
                String word = action.split("\\s", 2)[0];
                if (word.equals("end") || word.equals("else")) {
                    return new Block(parts);
                }
                parts.add(part(word, action.substring(word.length()).strip()));
            }
            action = "";
            return new Block(parts);
        }

        private Part part(String word, String rest) {
            return switch (word) {
                case "if", "with", "range" -> {
                    Pipeline condition = Pipeline.parse(rest);
                    Block then = block();
                    Block otherwise = new Block(List.of());
                    if (action.equals("else")) {
                        otherwise = block();
                    }
                    if (!action.equals("end")) {
                        throw new TemplateException("{{" + word + "}} without {{end}}");
                    }
                    action = "";
                    yield control(word, condition, then, otherwise);
                }
                default -> {
                    Pipeline value = Pipeline.parse(action);
                    yield (dot, out) -> out.append(text(value.value(dot)));
                }
            };
        }

        private static Part control(String word, Pipeline condition, Block then, Block otherwise) {
            return (dot, out) -> {
                JsonNode value = condition.value(dot);
                if (!isTrue(value)) {
                    otherwise.print(dot, out);
                } else if (word.equals("range")) {
                    value.forEach(each -> then.print(each, out));
                } else {
                    then.print(word.equals("with") ? value : dot, out);
                }
            };
        }
    }

    static JsonNode of(boolean value) {
        return BooleanNode.valueOf(value);
    }

    static JsonNode missing() {
        return MissingNode.getInstance();
    }
}
