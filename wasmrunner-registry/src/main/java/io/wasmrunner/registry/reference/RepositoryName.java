package io.wasmrunner.registry.reference;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;

/**
 * The name of a repository inside its registry: {@code library/hello}. Its grammar is distribution-spec 1.1's ("Pulling
 * manifests"): {@code [a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*} between slashes, at most 255 characters.
 */
public record RepositoryName(String text) implements Comparable<RepositoryName> {
    private static final int LONGEST = 255;

    public RepositoryName {
        if (!isName(text)) {
            throw new IllegalArgumentException("not the name of a repository: " + text);
        }
    }

    /** @throws RegistryException {@link RegistryError#USAGE} when it is not one */
    public static RepositoryName parse(String text) {
        if (!isName(text)) {
            throw new RegistryException(
                    RegistryError.USAGE,
                    "cannot use the repository name " + text
                            + ": it must be lower-case letters and digits, with . _ __ or - between them, in parts"
                            + " separated by /");
        }
        return new RepositoryName(text);
    }

    /** Whether {@link #parse} would take it. */
    public static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        int start = 0;
        while (true) {
            int slash = text.indexOf('/', start);
            int end = slash < 0 ? text.length() : slash;
            if (!isComponent(text, start, end)) {
                return false;
            }
            if (slash < 0) {
                return true;
            }
            start = slash + 1;
        }
    }

    private static boolean isComponent(String text, int start, int end) {
        int at = start;
        while (at < end) {
            int word = at;
            while (at < end && isAlphanumeric(text.charAt(at))) {
                at++;
            }
            if (at == word) {
                return false;
            }
            if (at == end) {
                return true;
            }
            at = afterSeparator(text, at, end);
        }
        return false;
    }

    /** Behind one dot, one or two underscores, or any number of hyphens; the same place where there is none of them. */
    private static int afterSeparator(String text, int at, int end) {
        char c = text.charAt(at);
        if (c == '.') {
            return at + 1;
        }
        if (c == '_') {
            return at + 1 < end && text.charAt(at + 1) == '_' ? at + 2 : at + 1;
        }
        int next = at;
        while (next < end && text.charAt(next) == '-') {
            next++;
        }
        return next;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    @Override
    public int compareTo(RepositoryName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
