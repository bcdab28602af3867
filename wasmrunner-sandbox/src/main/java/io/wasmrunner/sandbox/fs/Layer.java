package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.quota.Meter;
import org.jspecify.annotations.Nullable;

/** A directory as a layer of an {@link OverlayDirectory}: with what it takes to copy everything that may be in it. */
interface Layer extends Directory, Permissions {

    /**
     * Opens a regular file to read, as long as no link is in its path; null for all else, and where the host cannot tell in
     * one step.
     */
    @Nullable
    OpenFile openUnlinked(String path, OpenRequest request);

    /** The target of a symbolic link as it stands there, also an absolute one. */
    String linkText(String path);

    /** Makes a symbolic link of any text. */
    void makeLink(String text, String path);

    /** Counts what is written through it. */
    Meter disk();
}
