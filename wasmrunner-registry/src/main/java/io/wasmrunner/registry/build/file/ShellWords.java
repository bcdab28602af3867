package io.wasmrunner.registry.build.file;

import io.wasmrunner.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a command line as a shell would that knows plain words only: quotes, backslashes, and variables where there are
 * some. There is no shell in an image; what would need one is refused instead of being taken for a word.
 */
public final class ShellWords {
    private static final String OPERATORS = "|&;<>()`";
    private static final String PATTERNS = "*?[";
    private static final String INSTEAD = "; there is no shell here: write the JSON form, as [\"/app.wasm\", \"…\"]";

    private final String line;
    private final Position at;
    private final @Nullable Expander expander;
    private final List<String> words = new ArrayList<>();
    private int next;

    private ShellWords(String line, Position at, @Nullable Expander expander) {
        this.line = line;
        this.at = at;
        this.expander = expander;
    }

    /**
     * The words of a line.
     *
     * @param expander of variables; null where they could only be known when the image runs, so that they are refused
     * @throws RegistryException at {@code at} when a shell would do anything else with it
     */
    public static List<String> split(String line, Position at, @Nullable Expander expander) {
        return new ShellWords(line, at, expander).split();
    }

    private List<String> split() {
        while (next < line.length()) {
            if (Text.isSpace(line.charAt(next))) {
                next++;
            } else {
                word();
            }
        }
        if (words.isEmpty()) {
            throw at.wrong("there is no command");
        }
        return words;
    }

    private void word() {
        char first = line.charAt(next);
        if (first == '#' || first == '~' || first == '!') {
            throw at.wrong("a shell would do something with " + first + INSTEAD);
        }
        int start = next;
        char quote = 0;
        while (next < line.length() && (quote != 0 || !Text.isSpace(line.charAt(next)))) {
            char c = line.charAt(next);
            if (quote != '\'') {
                check(c, quote != 0);
            }
            if (c == '\\' && quote != '\'') {
                next++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
            next++;
        }
        String raw = line.substring(start, Math.min(next, line.length()));
        if (words.isEmpty() && isAssignment(raw)) {
            throw at.wrong("a shell would set a variable with " + raw + "; use ENV");
        }
        words.add(expander(raw).expand(raw, at));
    }

    private void check(char c, boolean quoted) {
        boolean substitution = c == '$' && next + 1 < line.length() && line.charAt(next + 1) == '(';
        if (substitution || c == '`' || (!quoted && OPERATORS.indexOf(c) >= 0)) {
            throw at.wrong("the shell's " + (substitution ? "$(" : c) + " does not work" + INSTEAD);
        }
        if (!quoted && PATTERNS.indexOf(c) >= 0) {
            throw at.wrong("a shell would look for files with " + c + INSTEAD);
        }
        if (c == '$' && expander == null) {
            throw at.wrong("variables are not known when the image runs" + INSTEAD);
        }
    }

    private static boolean isAssignment(String raw) {
        int equals = raw.indexOf('=');
        for (int i = 0; i < equals; i++) {
            if (!Character.isLetterOrDigit(raw.charAt(i)) && raw.charAt(i) != '_') {
                return false;
            }
        }
        return equals > 0;
    }

    private Expander expander(String raw) {
        return expander != null ? expander : new Expander('\\', _ -> raw);
    }
}
