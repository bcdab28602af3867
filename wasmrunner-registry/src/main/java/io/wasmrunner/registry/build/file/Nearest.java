package io.wasmrunner.registry.build.file;

import java.util.List;

/** What somebody who mistyped probably meant. */
final class Nearest {
    private static final int FARTHEST = 2;
    private static final int LONGEST = 30;

    private Nearest() {}

    /** {@code ; did you mean COPY?}, or empty when nothing is near. */
    static String hint(String word, List<String> known) {
        if (word.length() > LONGEST) {
            return "";
        }
        String nearest = "";
        int least = FARTHEST + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
    }

    /** Letters added, left out, changed, or swapped with their neighbour. */
    private static int distance(String one, String other) {
        int[][] table = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : cell(table, one, other, i, j);
            }
        }
        return table[one.length()][other.length()];
    }

    private static int cell(int[][] table, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int best = Math.min(table[i - 1][j - 1] + (same ? 0 : 1), Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
    }
}
