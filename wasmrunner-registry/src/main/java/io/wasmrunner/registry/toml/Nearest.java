package io.wasmrunner.registry.toml;

import java.util.Collection;

/** What somebody may have meant. */
final class Nearest {
    private Nearest() {}

    /** The name with the fewest letters to change, when they are few; else empty. */
    static String to(String typed, Collection<String> names) {
        String nearest = "";
        int fewest = Math.max(1, typed.length() / 3) + 1;
        for (String name : names) {
            int distance = distance(typed, name);
            if (distance < fewest) {
                fewest = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
