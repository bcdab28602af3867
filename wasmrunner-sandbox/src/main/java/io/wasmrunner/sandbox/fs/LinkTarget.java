package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/** What both file systems ask of the text inside a symbolic link. */
final class LinkTarget {
    private LinkTarget() {}

    static void check(String target) {
        if (target.isEmpty()) {
            throw ErrnoException.of(Errno.NOENT);
        }
        GuestPath.checkText(target);
        if (target.startsWith("/")) {
            throw Refusals.absoluteLink();
        }
    }
}
