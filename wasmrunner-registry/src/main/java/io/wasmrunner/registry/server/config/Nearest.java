package io.wasmrunner.registry.server.config;

import java.util.Comparator;
import java.util.List;

/** Finds what somebody meant. */
final class Nearest {
    private Nearest() {}

    /** The one of them that takes the fewest changes. */
    static String of(String text, List<String> all) {
        return all.stream()
                .min(Comparator.comparingInt(one -> distance(text, one)))
                .orElse("");
    }

    /** Letters to add, to remove or to change. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[to.length()];
    }
}
