package io.wasmrunner.sandbox.shim;

import java.util.ArrayList;
import java.util.List;

/** The words of an answer. */
final class Words {
    /** 2^64 has so many. */
    private static final int MAX_DIGITS = 20;

    private Words() {}

    /** At most so many, and the rest with the last. */
    static String[] split(String text, int most) {
        List<String> words = new ArrayList<>();
        int start = 0;
        int space;
        while (words.size() < most - 1 && (space = text.indexOf(' ', start)) >= 0) {
            words.add(text.substring(start, space));
            start = space + 1;
        }
        words.add(text.substring(start));
        return words.toArray(String[]::new);
    }

    /** Those from {@code first} on as unsigned numbers; none at all when one is none. */
    static long[] numbers(String[] words, int first) {
        long[] numbers = new long[words.length - first];
        for (int i = 0; i < numbers.length; i++) {
            String word = words[first + i];
            if (!isNumber(word)) {
                return new long[0];
            }
            try {
                numbers[i] = Long.parseUnsignedLong(word);
            } catch (NumberFormatException e) {
                return new long[0];
            }
        }
        return numbers;
    }

    private static boolean isNumber(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return !word.isEmpty() && word.length() <= MAX_DIGITS;
    }
}
