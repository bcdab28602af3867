package io.wasmrunner.registry.build.context;

import io.wasmrunner.registry.layer.ImagePath;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of paths as Docker's ignore files and COPY have it: {@code *} and {@code ?} within a name, {@code [a-z]},
 * {@code **} for any number of folders, a backslash ahead of what is meant as it is.
 */
public final class PathPattern {
    private static final String SPECIAL = ".$^+(){}|&";

    private final String text;
    private final Pattern pattern;

    private PathPattern(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException with the reason when it is none */
    public static PathPattern of(String text) {
        try {
            return new PathPattern(text, Pattern.compile(expression(text), Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the pattern " + text + " cannot be read (" + e.getDescription() + ")", e);
        }
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

    public boolean matches(ImagePath path) {
        return pattern.matcher(path.text()).matches();
    }

    private static String expression(String text) {
        StringBuilder out = new StringBuilder();
        boolean set = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                out.append(Pattern.quote(String.valueOf(text.charAt(i))));
            } else if (set) {
                set = c != ']';
                out.append(c == '&' || c == '[' ? "\\" + c : String.valueOf(c));
            } else if (text.startsWith("**", i)) {
                while (i + 1 < text.length() && text.charAt(i + 1) == '*') {
                    i++;
                }
                boolean folders = i + 1 < text.length() && text.charAt(i + 1) == '/';
                out.append(folders ? "(.*/)?" : ".*");
                i += folders ? 1 : 0;
            } else {
                set = c == '[';
                out.append(one(c));
            }
        }
        return out.toString();
    }

    private static String one(char c) {
        return switch (c) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            default -> SPECIAL.indexOf(c) >= 0 ? "\\" + c : String.valueOf(c);
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
