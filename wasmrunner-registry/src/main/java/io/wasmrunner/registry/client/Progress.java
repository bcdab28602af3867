package io.wasmrunner.registry.client;

import io.wasmrunner.registry.format.Descriptor;

/** Hears how blobs move. Several threads call it at a time, each about a blob of its own. */
public interface Progress {
    Progress SILENT = new Progress() {};

    /**
     * A blob begins to move.
     *
     * @param already bytes of it that are there from an earlier attempt
     */
    default void started(Descriptor blob, long already) {}

    /** More of it moved. */
    default void advanced(Descriptor blob, long bytes) {}

    /** What moved so far was in vain: it begins at {@code from} bytes again. */
    default void restarted(Descriptor blob, long from) {}

    /** It need not move. */
    default void existed(Descriptor blob) {}

    /** All of it moved, and is what it should be. */
    default void done(Descriptor blob) {}
}
