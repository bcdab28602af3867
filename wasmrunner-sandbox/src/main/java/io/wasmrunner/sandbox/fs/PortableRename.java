package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.nio.file.Path;

/** What {@code rename(2)} refuses, asked beforehand and in its order, since java.nio does not tell these apart. */
final class PortableRename {
    private PortableRename() {}

    static void check(PortableWalk.Found source, PortableWalk.Found destination) {
        FileStat moved = source.stat().orElseThrow(() -> ErrnoException.of(Errno.NOENT));
        boolean directory = moved.type() == FileType.DIRECTORY;
        if (!directory && (source.mustBeDirectory() || destination.mustBeDirectory())) {
            throw ErrnoException.of(Errno.NOTDIR);
        }
        Path from = source.path();
        Path to = destination.path();
        if (!from.equals(to) && to.startsWith(from)) {
            throw ErrnoException.of(Errno.INVAL);
        }
        if (!from.equals(to) && from.startsWith(to)) {
            throw ErrnoException.of(Errno.NOTEMPTY);
        }
        destination.stat().ifPresent(replaced -> checkReplacing(directory, replaced.type() == FileType.DIRECTORY));
    }

    private static void checkReplacing(boolean directory, boolean ontoDirectory) {
        if (directory && !ontoDirectory) {
            throw ErrnoException.of(Errno.NOTDIR);
        }
        if (!directory && ontoDirectory) {
            throw ErrnoException.of(Errno.ISDIR);
        }
    }
}
