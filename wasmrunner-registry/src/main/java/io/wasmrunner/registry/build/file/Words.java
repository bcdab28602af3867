package io.wasmrunner.registry.build.file;

import java.util.ArrayList;
import java.util.List;

/** Splits at white space, except inside quotes and behind the escape character; quotes and escapes stay where they are. */
final class Words {
    private Words() {}

    static List<String> split(Text text, char escape) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        String all = text.toString();
        char quote = 0;
        for (int i = 0; i < all.length(); i++) {
            char c = all.charAt(i);
            boolean escapes = c == escape && quote != '\'' && i + 1 < all.length();
            if (quote == 0 && Text.isSpace(c)) {
                finish(words, word);
                continue;
            }
            word.append(c);
            if (escapes) {
                i++;
                word.append(all.charAt(i));
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
        }
        finish(words, word);
        return words;
    }

    private static void finish(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
