package io.wasmrunner.registry.build.file;

import io.wasmrunner.registry.RegistryException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes quotes away and puts variables in (Dockerfile reference, "Environment replacement"): {@code $X}, <code>${X}</code>,
 * and with a default or a replacement <code>${X:-d} ${X-d} ${X:+r} ${X+r} ${X:?why}</code>. One that is not set is empty.
 */
public final class Expander {
    private static final int DEEPEST = 50;

    private final char escape;
    private final Function<String, @Nullable String> variables;

    public Expander(char escape, Function<String, @Nullable String> variables) {
        this.escape = escape;
        this.variables = variables;
    }

    /**
     * The word without quotes, with its variables.
     *
     * @throws RegistryException at {@code at} for a quote or brace that is not closed
     */
    public String expand(String word, Position at) {
        return new Cursor(word, at).until('\0');
    }

    private final class Cursor {
        private final String word;
        private final Position at;
        private int next;
        private int depth;

        Cursor(String word, Position at) {
            this.word = word;
            this.at = at;
        }

        private boolean more() {
            return next < word.length();
        }

        /** Up to {@code end}, which is taken; NUL for the end of the word. */
        String until(char end) {
            StringBuilder out = new StringBuilder();
            while (more()) {
                char c = word.charAt(next++);
                if (c == end) {
                    return out.toString();
                }
                switch (c) {
                    case '\'' -> single(out);
                    case '"' -> twice(out);
                    case '$' -> out.append(variable());
                    default -> out.append(c == escape && more() ? word.charAt(next++) : c);
                }
            }
            if (end != '\0') {
                throw at.wrong("a ${ is not closed in " + word);
            }
            return out.toString();
        }

        private void single(StringBuilder out) {
            int end = word.indexOf('\'', next);
            if (end < 0) {
                throw at.wrong("a ' is not closed in " + word);
            }
            out.append(word, next, end);
            next = end + 1;
        }

        private void twice(StringBuilder out) {
            while (more()) {
                char c = word.charAt(next++);
                if (c == '"') {
                    return;
                }
                if (c == '$') {
                    out.append(variable());
                } else if (c == escape && more() && isSpecial(word.charAt(next))) {
                    out.append(word.charAt(next++));
                } else {
                    out.append(c);
                }
            }
            throw at.wrong("a \" is not closed in " + word);
        }

        private boolean isSpecial(char c) {
            return c == '"' || c == '$' || c == escape;
        }

        private String variable() {
            if (!more()) {
                return "$";
            }
            if (word.charAt(next) == '{') {
                next++;
                return braced();
            }
            String name = name();
            return name.isEmpty() ? "$" : value(name);
        }

        private String name() {
            int start = next;
            while (more() && isNamed(word.charAt(next), next == start)) {
                next++;
            }
            return word.substring(start, next);
        }

        private boolean isNamed(char c, boolean first) {
            return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
        }

        private String braced() {
            String name = name();
            if (name.isEmpty() || !more()) {
                throw at.wrong("a ${ without a name, or not closed, in " + word);
            }
            char c = word.charAt(next++);
            if (c == '}') {
                return value(name);
            }
            boolean colon = c == ':';
            char how = colon && more() ? word.charAt(next++) : c;
            if (how != '-' && how != '+' && how != '?') {
                throw at.wrong("${" + name + (colon ? ":" : "") + how
                        + "…} is not known; there are ${X:-default}, ${X:+replacement} and ${X:?message}");
            }
            if (++depth > DEEPEST) {
                throw at.wrong("more than " + DEEPEST + " ${ inside each other");
            }
            String other = until('}');
            depth--;
            String value = variables.apply(name);
            boolean set = value != null && !(colon && value.isEmpty());
            return switch (how) {
                case '+' -> set ? other : "";
                case '-' -> set && value != null ? value : other;
                default -> {
                    if (!set || value == null) {
                        throw at.wrong(name + " must be set" + (other.isEmpty() ? "" : ": " + other));
                    }
                    yield value;
                }
            };
        }

        private String value(String name) {
            String value = variables.apply(name);
            return value == null ? "" : value;
        }
    }
}
