package io.wasmrunner.core.compose;

import java.util.ArrayList;
import java.util.List;

/** Takes a command that is written as one text apart, at blanks, with {@code '…'}, {@code "…"} and {@code \} as in a shell. */
final class CommandWords {
    private CommandWords() {}

    static List<String> split(String text, Position at) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = '\0';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != '\0' && c == quote) {
                quote = '\0';
            } else if (quote == '\0' && (c == '\'' || c == '"')) {
                quote = c;
                inWord = true;
            } else if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                i++;
                word.append(text.charAt(i));
                inWord = true;
            } else if (quote == '\0' && Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != '\0') {
            throw at.error("a " + quote + " without its other one");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
