package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.quota.Meter;

/** What the confined file system does not allow, each with the reason that the user reads. */
final class Refusals {
    private Refusals() {}

    static ErrnoException absolutePath() {
        return ErrnoException.refused(Errno.PERM, "the path is absolute; only paths beneath a mount can be reached");
    }

    static ErrnoException escape() {
        return ErrnoException.refused(Errno.PERM, "the path leads out of the mount");
    }

    static ErrnoException escapingLink() {
        return ErrnoException.refused(Errno.LOOP, "the symbolic link leads out of the mount");
    }

    static ErrnoException absoluteLink() {
        return ErrnoException.refused(Errno.PERM, "the symbolic link's target is absolute");
    }

    /** PERM and not ROFS: it is the sandbox that says no, as in Wasmtime, and not a file system. */
    static ErrnoException readOnly() {
        return ErrnoException.refused(Errno.PERM, "the mount is read-only; without :ro it can be changed");
    }

    static ErrnoException layersName() {
        return ErrnoException.refused(
                Errno.PERM, "names that begin with .wh. are kept for what a container's layer takes away");
    }

    static ErrnoException notAFile() {
        return ErrnoException.refused(Errno.ACCES, "devices, FIFOs and sockets cannot be opened");
    }

    static ErrnoException otherFileSystem() {
        return ErrnoException.of(Errno.XDEV);
    }

    /** Counts bytes that are about to be written; DQUOT when the limit does not allow them. */
    static void charge(Meter disk, long bytes) {
        if (!disk.tryCharge(bytes)) {
            throw ErrnoException.refused(
                    Errno.DQUOT, "the disk limit of " + disk.limit() + " bytes is reached (" + disk.source() + ")");
        }
    }
}
