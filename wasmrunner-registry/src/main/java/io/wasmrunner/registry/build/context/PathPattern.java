package io.wasmrunner.registry.build.context;

import io.wasmrunner.registry.layer.ImagePath;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of paths as Docker's ignore files and COPY have it: {@code *} and {@code ?} within a name, {@code [a-z]} and
 * {@code [^a-z]}, {@code **} for any number of folders, a backslash ahead of what is meant as it is. The time a match takes
 * is bounded by the lengths of path and pattern.
 */
public final class PathPattern {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();

    /** What one place of a pattern takes; a name at a time it goes through all places that may be reached. */
    private sealed interface Token {
        /** One character. */
        record One(char c) implements Token {}

        /** One of a set, never a slash. */
        record OneOf(String set, boolean not) implements Token {}

        /** Any number within a name. */
        record InName() implements Token {}

        /** Any number at all. */
        record Rest() implements Token {}

        /** Any number of folders, or none: may be passed over. */
        record Folders() implements Token {}

        /** Behind {@link Folders}, in the middle of one. */
        record InFolder() implements Token {}
    }

    private PathPattern(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException with the reason when it is none */
    public static PathPattern of(String text) {
        PathPattern pattern = new PathPattern(text);
        int at = 0;
        while (at < text.length()) {
            at = pattern.add(at);
        }
        return pattern;
    }

    /** Whether a name has anything in it that makes it a pattern. */
    public static boolean isPattern(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("*?[\\".indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Reads what stands at an offset; returns where it goes on. */
    private int add(int at) {
        char c = text.charAt(at);
        if (c == '\\' && at + 1 < text.length()) {
            tokens.add(new Token.One(text.charAt(at + 1)));
            return at + 2;
        }
        if (text.startsWith("**", at)) {
            return addFolders(at);
        }
        switch (c) {
            case '*' -> tokens.add(new Token.InName());
            case '?' -> tokens.add(new Token.OneOf("", true));
            case '[' -> {
                return addSet(at);
            }
            default -> tokens.add(new Token.One(c));
        }
        return at + 1;
    }

    private int addFolders(int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) == '*') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '/') {
            tokens.add(new Token.Folders());
            tokens.add(new Token.InFolder());
            return end + 1;
        }
        tokens.add(new Token.Rest());
        return end;
    }

    private int addSet(int at) {
        boolean not = text.startsWith("^", at + 1);
        int next = at + (not ? 2 : 1);
        StringBuilder ranges = new StringBuilder();
        while (next < text.length() && text.charAt(next) != ']') {
            int first = escaped(next);
            int end = first + 1;
            int last = first;
            if (end + 1 < text.length() && text.charAt(end) == '-' && text.charAt(end + 1) != ']') {
                last = escaped(end + 1);
                end = last + 1;
            }
            ranges.append(text.charAt(first)).append(text.charAt(last));
            next = end;
        }
        if (next >= text.length() || ranges.isEmpty()) {
            throw new IllegalArgumentException("the pattern " + text + " cannot be read (a [ is not closed)");
        }
        tokens.add(new Token.OneOf(ranges.toString(), not));
        return next + 1;
    }

    private int escaped(int at) {
        return text.charAt(at) == '\\' && at + 1 < text.length() ? at + 1 : at;
    }

    public boolean matches(ImagePath path) {
        boolean[] places = new boolean[tokens.size() + 1];
        reach(places, 0);
        for (int i = 0; i < path.text().length(); i++) {
            boolean[] next = new boolean[places.length];
            for (int place = 0; place < tokens.size(); place++) {
                if (places[place]) {
                    take(path.text().charAt(i), place, next);
                }
            }
            places = next;
        }
        return places[tokens.size()];
    }

    private void take(char c, int place, boolean[] next) {
        switch (tokens.get(place)) {
            case Token.One one -> {
                if (one.c() == c) {
                    reach(next, place + 1);
                }
            }
            case Token.OneOf set -> {
                if (c != '/' && isIn(c, set.set()) != set.not()) {
                    reach(next, place + 1);
                }
            }
            case Token.InName _ -> {
                if (c != '/') {
                    reach(next, place);
                }
            }
            case Token.Rest _ -> reach(next, place);
            case Token.Folders _ -> folder(c, place + 1, next);
            case Token.InFolder _ -> folder(c, place, next);
        }
    }

    private void folder(char c, int inFolder, boolean[] next) {
        reach(next, inFolder);
        if (c == '/') {
            reach(next, inFolder + 1);
        }
    }

    /** A place, and those behind it that need nothing to be taken. */
    private void reach(boolean[] places, int from) {
        int place = from;
        while (!places[place]) {
            places[place] = true;
            if (place == tokens.size()) {
                return;
            }
            place = switch (tokens.get(place)) {
                case Token.InName _, Token.Rest _ -> place + 1;
                case Token.Folders _ -> place + 2;
                case Token.One _, Token.OneOf _, Token.InFolder _ -> place;
            };
        }
    }

    private static boolean isIn(char c, String ranges) {
        for (int i = 0; i < ranges.length(); i += 2) {
            if (c >= ranges.charAt(i) && c <= ranges.charAt(i + 1)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return text;
    }
}
