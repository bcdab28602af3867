package io.wasmrunner.registry.build.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes a build file apart into instructions: parser directives, comments, continued lines (Dockerfile reference, "Format"). */
final class Lines {
    private final String file;
    private final String[] lines;
    private final List<String> warnings = new ArrayList<>();
    private char escape = '\\';

    Lines(String file, String content) {
        this.file = file;
        String text = content.startsWith("\ufeff") ? content.substring(1) : content;
        this.lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].endsWith("\r")) {
                lines[i] = lines[i].substring(0, lines[i].length() - 1);
            }
        }
    }

    char escape() {
        return escape;
    }

    List<String> warnings() {
        return warnings;
    }

    /** The instructions, each in one text. */
    List<Text> read() {
        List<Text> all = new ArrayList<>();
        int at = directives();
        while (at < lines.length) {
            if (isBlank(lines[at]) || isComment(lines[at])) {
                at++;
            } else {
                at = instruction(at, all);
            }
        }
        return all;
    }

    private int directives() {
        int at = 0;
        while (at < lines.length) {
            String line = lines[at].strip();
            int equals = line.indexOf('=');
            if (!line.startsWith("#") || equals < 0) {
                return at;
            }
            String name = line.substring(1, equals).strip().toLowerCase(Locale.ROOT);
            String value = line.substring(equals + 1).strip();
            switch (name) {
                case "escape" -> escape = escape(value, at);
                case "syntax", "check" -> {
                    // They choose among front ends of Docker's builder; there is one here.
                }
                default -> {
                    return at;
                }
            }
            at++;
        }
        return at;
    }

    private char escape(String value, int line) {
        if (!value.equals("\\") && !value.equals("`")) {
            throw new Position(file, line + 1, 1).wrong("the escape directive must be \\ or `, not " + value);
        }
        return value.charAt(0);
    }

    private int instruction(int first, List<Text> all) {
        Text.Builder text = new Text.Builder(file);
        int at = first;
        boolean goesOn = true;
        while (goesOn && at < lines.length) {
            String line = lines[at];
            boolean skipped = at > first && (isComment(line) || isBlank(line));
            if (at > first && isBlank(line)) {
                warnings.add(new Position(file, at + 1, 1) + ": an empty line inside an instruction does not end it");
            }
            if (!skipped) {
                int end = continuation(line);
                goesOn = end >= 0;
                text.add(goesOn ? line.substring(0, end) : line, at + 1);
            }
            at++;
        }
        Text whole = text.build().from(0);
        if (!whole.isEmpty()) {
            all.add(whole);
        }
        return at;
    }

    /** Where a line ends that goes on in the next one; -1 when it does not. */
    private int continuation(String line) {
        int end = line.length();
        while (end > 0 && Text.isSpace(line.charAt(end - 1))) {
            end--;
        }
        boolean escaped = end > 0 && line.charAt(end - 1) == escape;
        boolean literal = end > 1 && line.charAt(end - 2) == escape;
        return escaped && !literal ? end - 1 : -1;
    }

    private static boolean isBlank(String line) {
        return line.isBlank();
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#");
    }
}
