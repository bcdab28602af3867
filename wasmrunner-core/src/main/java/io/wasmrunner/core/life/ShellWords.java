package io.wasmrunner.core.life;

import java.util.ArrayList;
import java.util.List;

/** The words of a line as a shell splits them at spaces and quotes, and no more than that. */
final class ShellWords {
    /** Before a character that was quoted, so that it means nothing to a shell. */
    private static final char QUOTED = '\uE000';

    private static final String MEANT = "|&;<>$`()*?[]~{}#!";

    private ShellWords() {}

    /** The words, in which what was quoted is marked. */
    static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean escapes = c == '\\' && quote != '\'' && i + 1 < line.length();
            if (escapes) {
                word.append(QUOTED).append(line.charAt(++i));
                begun = true;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                begun = true;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                // Within double quotes a shell still looks at these two.
                boolean meant = quote == 0 || (quote == '"' && (c == '$' || c == '`'));
                word.append(meant ? "" : QUOTED).append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }

    /** Whether a shell would do something with it. */
    static boolean needsShell(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) == QUOTED) {
                i++;
            } else if (MEANT.indexOf(word.charAt(i)) >= 0 && !word.contains("://")) {
                return true;
            } else if ("|&;<>$`".indexOf(word.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Without the marks. */
    static String plain(String word) {
        return word.replace(Character.toString(QUOTED), "");
    }
}
