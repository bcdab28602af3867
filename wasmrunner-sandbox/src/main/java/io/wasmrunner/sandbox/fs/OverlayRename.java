package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/**
 * Moves a name. Whatever moves is copied up first, a directory with all that is in it; then it takes one rename of the
 * upper layer, before which the old name is hidden below and after which the new one is whole.
 */
final class OverlayRename {
    private OverlayRename() {}

    static void run(OverlayFound source, OverlayFound target) {
        FileStat moved = source.stat();
        if (moved == null) {
            throw ErrnoException.of(Errno.NOENT);
        }
        boolean directory = moved.type() == FileType.DIRECTORY;
        check(source, target, directory);
        FileStat replaced = target.stat();
        if (isSame(source, target) || (replaced != null && PortableStat.same(moved, replaced))) {
            return;
        }
        if (LayerNames.isHidden(target.name())) {
            throw Refusals.layersName();
        }
        if (directory
                && replaced != null
                && !Merged.list(target.place(), target.level()).isEmpty()) {
            throw ErrnoException.of(Errno.NOTEMPTY);
        }
        String from = directory ? TreeCopyUp.of(source) : CopyUp.of(source);
        String to = LayerNames.join(CopyUp.parentOf(target), target.name());
        if (directory && target.wouldShow()) {
            TreeCopyUp.makeOpaque(source.place().upper(), from);
        }
        target.place().layers().settle();
        Removal.whiteout(source);
        if (directory && target.inUpper()) {
            replace(source, from, target, to);
        } else {
            source.place().upper().rename(from, target.place().upper(), to);
        }
    }

    /** What {@code rename(2)} refuses, in its order. */
    private static void check(OverlayFound source, OverlayFound target, boolean directory) {
        if (!directory && (source.mustBeDirectory() || target.mustBeDirectory())) {
            throw ErrnoException.of(Errno.NOTDIR);
        }
        if (source.place().equals(target.place())) {
            String from = source.path();
            String to = target.path();
            if (to.startsWith(from + "/")) {
                throw ErrnoException.of(Errno.INVAL);
            }
            if (from.startsWith(to + "/")) {
                throw ErrnoException.of(Errno.NOTEMPTY);
            }
        }
        FileStat replaced = target.stat();
        if (replaced != null && directory != (replaced.type() == FileType.DIRECTORY)) {
            throw ErrnoException.of(directory ? Errno.NOTDIR : Errno.ISDIR);
        }
    }

    private static boolean isSame(OverlayFound source, OverlayFound target) {
        return source.place().equals(target.place()) && source.path().equals(target.path());
    }

    /** Over a directory that has nothing but whiteouts in it, over which the host would not move another. */
    private static void replace(OverlayFound source, String from, OverlayFound target, String to) {
        Layers layers = target.place().layers();
        Removal.whiteout(target);
        String aside = Removal.aside(target.place(), to);
        try {
            source.place().upper().rename(from, target.place().upper(), to);
        } catch (ErrnoException e) {
            layers.upper().rename(aside, target.place().upper(), to);
            throw e;
        }
        Removal.destroy(layers, aside);
    }
}
