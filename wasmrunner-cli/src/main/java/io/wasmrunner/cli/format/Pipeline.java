package io.wasmrunner.cli.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code .Field | function argument}: commands of which each has the last one's value as its last argument. */
record Pipeline(List<List<String>> commands) {

    static Pipeline parse(String text) {
        List<List<String>> commands = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String word : words(text)) {
            if (word.equals("|")) {
                commands.add(words);
                words = new ArrayList<>();
            } else {
                words.add(word);
            }
        }
        commands.add(words);
        if (commands.stream().anyMatch(List::isEmpty)) {
            throw new TemplateException("{{" + text + "}} has nothing to print");
        }
        return new Pipeline(commands);
    }

    /** Texts keep their quotes, and what is in parentheses stays together. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            }
            if (c == '"' || c == '`') {
                while (end < text.length() && text.charAt(end) != c) {
                    end += text.charAt(end) == '\\' && c == '"' ? 2 : 1;
                }
                end = closed(text, end + 1);
            } else if (c == '(') {
                for (int depth = 1; depth > 0; end++) {
                    closed(text, end + 1);
                    depth += text.charAt(end) == '(' ? 1 : text.charAt(end) == ')' ? -1 : 0;
                }
            } else if (c != '|') {
                while (end < text.length() && " \t\n|\"`(".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
            }
            words.add(text.substring(at, end));
            at = end;
        }
        return words;
    }

    private static int closed(String text, int end) {
        if (end > text.length()) {
            throw new TemplateException("{{" + text + "}} is not closed");
        }
        return end;
    }

    JsonNode value(JsonNode dot) {
        JsonNode last = null;
        for (List<String> command : commands) {
            last = command(command, dot, last);
        }
        return last == null ? GoTemplate.missing() : last;
    }

    private static JsonNode command(List<String> words, JsonNode dot, @Nullable JsonNode last) {
        String name = words.getFirst();
        boolean function = Character.isLetter(name.charAt(0)) && !name.equals("true") && !name.equals("false");
        if (!function) {
            if (words.size() > 1 || last != null) {
                throw new TemplateException(name + " is not a function");
            }
            return term(name, dot);
        }
        List<JsonNode> arguments = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            arguments.add(term(word, dot));
        }
        if (last != null) {
            arguments.add(last);
        }
        return Functions.call(name, arguments);
    }

    private static JsonNode term(String word, JsonNode dot) {
        char first = word.charAt(0);
        if (first == '.' || first == '$') {
            return field(first == '$' ? word.substring(1) : word, dot);
        }
        if (first == '"' || first == '`') {
            String inner = word.substring(1, word.length() - 1);
            return TextNode.valueOf(
                    first == '`'
                            ? inner
                            : inner.replace("\\n", "\n")
                                    .replace("\\t", "\t")
                                    .replace("\\\"", "\"")
                                    .replace("\\\\", "\\"));
        }
        if (first == '(') {
            return parse(word.substring(1, word.length() - 1)).value(dot);
        }
        if (word.equals("true") || word.equals("false")) {
            return GoTemplate.of(word.equals("true"));
        }
        try {
            return IntNode.valueOf(Integer.parseInt(word));
        } catch (NumberFormatException e) {
            throw new TemplateException("\"" + word + "\" is neither a field (.Name), a text, a number nor a function");
        }
    }

    private static JsonNode field(String path, JsonNode dot) {
        JsonNode value = dot;
        for (String name : path.split("\\.", -1)) {
            if (name.isEmpty()) {
                continue;
            }
            JsonNode next = value.path(name);
            if (next.isMissingNode()) {
                List<String> known = new ArrayList<>();
                value.fieldNames().forEachRemaining(known::add);
                throw new TemplateException("there is no field ." + name + "; there are "
                        + (known.isEmpty() ? "none" : "." + String.join(" .", known)));
            }
            value = next;
        }
        return value;
    }
}
