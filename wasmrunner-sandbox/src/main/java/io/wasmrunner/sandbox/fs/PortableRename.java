package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/** What {@code rename(2)} refuses, asked beforehand, since java.nio does not tell these apart. */
final class PortableRename {
    private PortableRename() {}

    static void check(FileStat moved, PortableWalk.Found destination) {
        boolean directory = moved.type() == FileType.DIRECTORY;
        if (destination.stat().isEmpty()) {
            if (destination.mustBeDirectory() && !directory) {
                throw ErrnoException.of(Errno.NOTDIR);
            }
            return;
        }
        boolean ontoDirectory = destination.stat().get().type() == FileType.DIRECTORY;
        if (directory && !ontoDirectory) {
            throw ErrnoException.of(Errno.NOTDIR);
        }
        if (!directory && destination.mustBeDirectory()) {
            throw ErrnoException.of(Errno.NOTDIR);
        }
        if (!directory && ontoDirectory) {
            throw ErrnoException.of(Errno.ISDIR);
        }
    }
}
