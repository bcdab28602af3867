package io.wasmrunner.core.compose;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Variables in a file, {@code .env} or a service's {@code env_file}: {@code NAME=value} a line, {@code export} before it or not,
 * {@code #} before a comment. Values in {@code '…'} are taken as they are; others have variables put in, those in
 * {@code "…"} also {@code \n}, {@code \t}, {@code \"}, {@code \\} and {@code \$}.
 */
final class VariableFile {
    private VariableFile() {}

    /**
     * Reads one.
     *
     * @param known variables that its values may use; those of the file come first
     */
    static Map<String, String> read(Path file, Map<String, String> known, Consumer<String> warnings) {
        String text = BoundedText.read(file);
        Map<String, String> all = new HashMap<>(known);
        Map<String, String> read = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String assignment = line.strip();
            if (assignment.startsWith("export ")) {
                assignment = assignment.substring("export ".length()).stripLeading();
            }
            if (assignment.isEmpty() || assignment.startsWith("#")) {
                continue;
            }
            Position at = new Position(file.toString(), number, 1);
            int equals = assignment.indexOf('=');
            String name = (equals < 0 ? assignment : assignment.substring(0, equals)).strip();
            if (name.isEmpty() || name.indexOf('\0') >= 0 || name.chars().anyMatch(Character::isWhitespace)) {
                throw at.error("it must look like NAME=value");
            }
            String value;
            if (equals >= 0) {
                value = value(assignment.substring(equals + 1).strip(), new Interpolation(all, warnings), at);
            } else if (known.containsKey(name)) {
                value = known.get(name);
            } else {
                continue;
            }
            all.put(name, value);
            read.put(name, value);
        }
        return read;
    }

    private static String value(String text, Interpolation interpolation, Position at) {
        if (text.startsWith("'")) {
            int end = text.indexOf('\'', 1);
            onlyComment(text, end, at);
            return text.substring(1, end);
        }
        if (text.startsWith("\"")) {
            int end = 1;
            StringBuilder value = new StringBuilder();
            while (end < text.length() && text.charAt(end) != '"') {
                char c = text.charAt(end);
                if (c == '\\' && end + 1 < text.length()) {
                    end++;
                    value.append(escaped(text.charAt(end)));
                } else {
                    value.append(c);
                }
                end++;
            }
            onlyComment(text, end < text.length() ? end : -1, at);
            return interpolation.of(value.toString(), at);
        }
        int comment = text.indexOf(" #");
        return interpolation.of(
                text.startsWith("#")
                        ? ""
                        : comment < 0 ? text : text.substring(0, comment).strip(),
                at);
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            // Two of them are one, once variables are put in.
            case '$' -> "$$";
            case '"', '\\' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }

    private static void onlyComment(String text, int end, Position at) {
        if (end < 0) {
            throw at.error("the quote at the beginning of the value has no other");
        }
        String rest = text.substring(end + 1).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw at.error("there is more after the value's closing quote");
        }
    }
}
