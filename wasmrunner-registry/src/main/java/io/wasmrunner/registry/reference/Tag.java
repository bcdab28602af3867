package io.wasmrunner.registry.reference;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;

/** A tag (distribution-spec 1.1, "Pulling manifests"): {@code [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}}. */
public record Tag(String text) implements Comparable<Tag> {
    /** What is meant when a reference names neither tag nor digest. */
    public static final Tag LATEST = new Tag("latest");

    private static final int LONGEST = 128;

    public Tag {
        if (!isTag(text)) {
            throw new IllegalArgumentException("not a tag: " + text);
        }
    }

    /** @throws RegistryException {@link RegistryError#USAGE} when it is not one */
    public static Tag parse(String text) {
        if (!isTag(text)) {
            throw new RegistryException(
                    RegistryError.USAGE,
                    "cannot use the tag " + text
                            + ": it must be at most 128 letters, digits and . _ -, and begin with none of . -");
        }
        return new Tag(text);
    }

    /** Whether {@link #parse} would take it. */
    public static boolean isTag(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.charAt(0) == '.' || text.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
            if (!word && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Tag other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
