package io.wasmrunner.registry.text;

import java.util.Collection;
import java.util.List;

/** Finds what a mistyped name was meant to be. */
public final class Nearest {
    /** Letters; what is longer is nobody's slip, and would take its square of memory to compare. */
    private static final int LONGEST = 100;

    private Nearest() {}

    /** {@code ; did you mean run?}, to end a message with; empty when nothing is near. */
    public static String hint(String typed, Collection<String> known) {
        List<String> meant = to(typed, known);
        return meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?";
    }

    /**
     * Those of {@code known} that the fewest slips lead to: a letter missing, too much, another one, or two swapped. At
     * most a third of the letters may be wrong, but two of them always may, if that leaves one.
     */
    public static List<String> to(String typed, Collection<String> known) {
        if (typed.length() > LONGEST) {
            return List.of();
        }
        int letters = typed.replaceFirst("^-+", "").length();
        int tolerated = Math.min(Math.max(2, letters / 3), letters - 1);
        int fewest = known.stream().mapToInt(name -> slips(typed, name)).min().orElse(Integer.MAX_VALUE);
        return fewest > tolerated
                ? List.of()
                : known.stream().filter(name -> slips(typed, name) == fewest).toList();
    }

    /** The optimal string alignment distance. */
    private static int slips(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : step(distance, a, b, i, j);
            }
        }
        return distance[a.length()][b.length()];
    }

    private static int step(int[][] distance, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int fewest =
                Math.min(distance[i - 1][j - 1] + (same ? 0 : 1), Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(fewest, distance[i - 2][j - 2] + 1) : fewest;
    }
}
