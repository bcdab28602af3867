package io.wasmrunner.runtime.module;

/**
 * A section and where it is.
 *
 * @param name a custom section's name; of another, its kind
 * @param start where its id byte is
 * @param content where its content starts, after id and size, and for a custom section after its name
 * @param end where the next section starts
 */
public record Section(SectionKind kind, String name, int start, int content, int end) {

    /** Bytes of content. */
    public int size() {
        return end - content;
    }
}
