package io.wasmrunner.core.container;

import java.util.List;

/** Words of a command line in one text. */
final class Words {
    private Words() {}

    /** With a space between them; one that a shell would not take as it is stands in single quotes. */
    static String join(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append(text.isEmpty() ? "" : " ");
            text.append(isPlain(word) ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return text.toString();
    }

    private static boolean isPlain(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!isAlphanumeric(c) && "/._-=:,+@%".indexOf(c) < 0) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    /** Whether it is a letter or digit of ASCII. */
    static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
