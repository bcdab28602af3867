package io.wasmrunner.sandbox.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A set of names that are allowed: those that each list has a pattern for. Most have one list; where several policies
 * meet, each brings its own, and so nothing is lost of what any of them says.
 *
 * @param lists kept in order, without repetition, and without lists that allow every name; with none, every name is
 *     allowed
 */
public record Allowed(List<Globs> lists) {
    public static final Allowed ANY = new Allowed(List.of());
    public static final Allowed NONE = new Allowed(List.of(Globs.NONE));

    /** Leaves out what changes nothing. */
    public Allowed {
        lists = lists.isEmpty() ? List.of() : normal(lists);
    }

    /** The names that one list has patterns for. */
    public static Allowed of(Globs list) {
        return new Allowed(List.of(list));
    }

    private static List<Globs> normal(List<Globs> lists) {
        TreeMap<String, Globs> byText = new TreeMap<>();
        for (Globs list : lists) {
            if (list.patterns().isEmpty()) {
                return List.of(list);
            }
            if (!list.patterns().contains("*")) {
                byText.put(list.toString(), list);
            }
        }
        return List.copyOf(byText.values());
    }

    /** Whether every name is allowed. */
    public boolean any() {
        return lists.isEmpty();
    }

    public boolean contains(String name) {
        for (Globs list : lists) {
            if (list.match(name) == null) {
                return false;
            }
        }
        return true;
    }

    /** The names that both allow. */
    Allowed and(Allowed other) {
        List<Globs> all = new ArrayList<>(lists);
        all.addAll(other.lists);
        return new Allowed(all);
    }

    /** {@code *}, or patterns with commas between, lists with ampersands. */
    @Override
    public String toString() {
        if (lists.isEmpty()) {
            return "*";
        }
        List<String> texts = new ArrayList<>();
        for (Globs list : lists) {
            texts.add(list.toString());
        }
        return String.join("&", texts);
    }
}
