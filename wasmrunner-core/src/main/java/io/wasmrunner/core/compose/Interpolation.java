package io.wasmrunner.core.compose;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts variables into values, as the Compose specification's section on interpolation has it: {@code $NAME}, {@code ${NAME}},
 * {@code ${NAME:-default}}, {@code ${NAME:?error}}, {@code ${NAME:+replacement}}, each also without the colon, and {@code $$}
 * for a dollar.
 */
final class Interpolation {
    private static final int DEPTH = 20;

    /** Characters that a value may become. */
    private static final int LONGEST = 1 << 20;

    /** Characters that all values together may become. */
    private static final long MOST = 16 << 20;

    private final Map<String, String> variables;
    private final Consumer<String> warnings;

    /** What was done: aliases are the same value several times. */
    private final IdentityHashMap<Yaml, Yaml> done = new IdentityHashMap<>();

    private long characters;

    /** @param warnings hears of variables that are not set and have no default */
    Interpolation(Map<String, String> variables, Consumer<String> warnings) {
        this.variables = variables;
        this.warnings = warnings;
    }

    /** Those values with the variables' put in, in texts and not in names; one that becomes empty is a text all the same. */
    Yaml in(Yaml value) {
        Yaml known = done.get(value);
        if (known != null) {
            return known;
        }
        Yaml result = switch (value) {
            case Yaml.Text text -> in(text);
            case Yaml.Items items ->
                new Yaml.Items(items.items().stream().map(this::in).toList(), items.at());
            case Yaml.Fields fields -> {
                Map<String, Yaml.Field> all = new LinkedHashMap<>(fields.fields());
                all.replaceAll((_, field) -> new Yaml.Field(in(field.value()), field.at(), field.change()));
                yield new Yaml.Fields(all, fields.at());
            }
        };
        done.put(value, result);
        return result;
    }

    private Yaml.Text in(Yaml.Text text) {
        String becomes = of(text.value(), text.at());
        characters += becomes.length();
        if (characters > MOST) {
            throw text.at().error("with variables put in, all values have more than " + MOST + " characters");
        }
        return becomes.equals(text.value()) ? text : new Yaml.Text(becomes, false, text.at());
    }

    /**
     * That text with the variables' values.
     *
     * @throws io.wasmrunner.runtime.WasmrunnerException when it is malformed, or a variable that must be set is not
     */
    String of(String text, Position at) {
        return text.indexOf('$') < 0 ? text : expand(text, at, 0);
    }

    private String expand(String text, Position at, int depth) {
        if (depth > DEPTH) {
            throw at.error("defaults are nested deeper than " + DEPTH + " levels");
        }
        StringBuilder result = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
            if (c != '$') {
                result.append(c);
                i++;
            } else if (next == '$') {
                result.append('$');
                i += 2;
            } else if (next == '{') {
                int end = end(text, i + 2, at);
                result.append(braced(text.substring(i + 2, end), at, depth));
                i = end + 1;
            } else {
                int end = nameEnd(text, i + 1);
                if (end == i + 1) {
                    throw at.error("a lone $ in " + quoted(text) + "; write $$ for a dollar");
                }
                result.append(plain(text.substring(i + 1, end), at));
                i = end;
            }
            if (result.length() > LONGEST) {
                throw at.error("it becomes longer than " + LONGEST + " characters");
            }
        }
        return result.toString();
    }

    private String braced(String inner, Position at, int depth) {
        int end = nameEnd(inner, 0);
        String name = inner.substring(0, end);
        String rest = inner.substring(end);
        boolean colon = rest.startsWith(":");
        String operator = colon ? rest.substring(1) : rest;
        if (name.isEmpty() || (rest.isEmpty() ? false : operator.isEmpty() || "-?+".indexOf(operator.charAt(0)) < 0)) {
            throw at.error("cannot read ${" + inner
                    + "}: it must look like ${NAME}, ${NAME:-default}, ${NAME:?error} or" + " ${NAME:+replacement}");
        }
        if (rest.isEmpty()) {
            return plain(name, at);
        }
        String value = variables.get(name);
        boolean set = value != null && !(colon && value.isEmpty());
        String word = operator.substring(1);
        return switch (operator.charAt(0)) {
            case '-' -> set ? String.valueOf(value) : expand(word, at, depth + 1);
            case '+' -> set ? expand(word, at, depth + 1) : "";
            default -> {
                if (!set) {
                    String why = expand(word, at, depth + 1);
                    throw at.error("the variable " + name + " is not set" + (why.isEmpty() ? "" : ": " + why));
                }
                yield String.valueOf(value);
            }
        };
    }

    private String plain(String name, Position at) {
        String value = variables.get(name);
        if (value == null) {
            warnings.accept("%s: the variable %s is not set, and counts as empty".formatted(at, name));
            return "";
        }
        return value;
    }

    private static int end(String text, int from, Position at) {
        int open = 1;
        for (int i = from; i < text.length(); i++) {
            if (text.startsWith("${", i)) {
                open++;
                i++;
            } else if (text.charAt(i) == '}' && --open == 0) {
                return i;
            }
        }
        throw at.error("a ${ without its } in " + quoted(text));
    }

    private static int nameEnd(String text, int from) {
        int i = from;
        while (i < text.length() && isNameCharacter(text.charAt(i), i == from)) {
            i++;
        }
        return i;
    }

    private static boolean isNameCharacter(char c, boolean first) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
    }

    private static String quoted(String text) {
        return "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
    }
}
