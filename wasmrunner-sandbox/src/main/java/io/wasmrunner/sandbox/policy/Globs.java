package io.wasmrunner.sandbox.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A list of patterns with {@code *}; a name that any of them matches is meant.
 *
 * @param patterns at most 256, of 1 to 128 visible ASCII characters without {@code ,} and {@code &}; kept in order
 *     and without repetition
 */
public record Globs(List<String> patterns) {
    /** Means no name. */
    public static final Globs NONE = new Globs(List.of());

    private static final int MOST = 256;

    /**
     * Checks and sorts the patterns.
     *
     * @throws IllegalArgumentException when one cannot be a pattern, or there are too many
     */
    public Globs {
        if (patterns.size() > MOST) {
            throw new IllegalArgumentException("a list cannot have " + patterns.size() + " patterns: " + MOST
                    + " are the most; say more with each by *");
        }
        for (String pattern : patterns) {
            Glob.check(pattern);
        }
        patterns = patterns.size() < 2 ? List.copyOf(patterns) : List.copyOf(new TreeSet<>(patterns));
    }

    /** The first pattern that matches; null when none does. */
    public @Nullable String match(String name) {
        for (String pattern : patterns) {
            if (Glob.matches(pattern, name)) {
                return pattern;
            }
        }
        return null;
    }

    /** What either means. */
    Globs or(Globs other) {
        List<String> all = new ArrayList<>(patterns);
        all.addAll(other.patterns);
        return new Globs(all);
    }

    @Override
    public String toString() {
        return String.join(",", patterns);
    }
}
