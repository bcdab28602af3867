package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.quota.Meter;

/** A directory as a layer of an {@link OverlayDirectory}: with what it takes to copy everything that may be in it. */
interface Layer extends Directory, Permissions {

    /** The target of a symbolic link as it stands there, also an absolute one. */
    String linkText(String path);

    /** Makes a symbolic link of any text. */
    void makeLink(String text, String path);

    /** Counts what is written through it. */
    Meter disk();
}
