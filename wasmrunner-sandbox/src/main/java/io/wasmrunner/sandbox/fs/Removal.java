package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/** Takes names away. A whiteout is made first, so that nothing of the lower layer shows at any moment after. */
final class Removal {
    private Removal() {}

    static void file(OverlayFound found) {
        whiteout(found);
        if (found.inUpper()) {
            found.place().upper().unlink(found.upperPath());
        }
    }

    /** @throws ErrnoException NOTEMPTY when there is anything in it that shows */
    static void directory(OverlayFound found) {
        if (!Merged.list(found.place(), found.level()).isEmpty()) {
            throw ErrnoException.of(Errno.NOTEMPTY);
        }
        found.place().layers().settle();
        whiteout(found);
        if (found.inUpper()) {
            String aside = aside(found.place(), found.upperPath());
            try {
                destroy(found.place().layers(), aside);
            } catch (ErrnoException e) {
                found.place().layers().upper().rename(aside, found.place().upper(), found.upperPath());
                throw e;
            }
        }
        found.place().layers().settle();
    }

    /** Hides what the lower layer has of that name. */
    static void whiteout(OverlayFound found) {
        if (found.wouldShow()) {
            String directory = CopyUp.parentOf(found);
            mark(found.place().upper(), LayerNames.whiteout(directory, found.name()));
        }
    }

    /** Makes an empty file, unless it is there. */
    static void mark(Layer upper, String hidden) {
        try {
            upper.open(hidden, LayerRequests.MAKE).close();
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EXIST) {
                throw e;
            }
        }
    }

    /** Moves an entry of the upper layer where nobody sees it; the path there, from the layer's top. */
    static String aside(Place place, String path) {
        String aside = place.layers().unfinished();
        place.upper().rename(path, place.layers().upper(), aside);
        return aside;
    }

    /** Removes a directory that has none but hidden names in it. */
    static void destroy(Layers layers, String path) {
        for (DirectoryEntry entry : Merged.entries(layers.upper(), path)) {
            if (!LayerNames.isHidden(entry.name())) {
                throw ErrnoException.of(Errno.NOTEMPTY);
            }
        }
        for (DirectoryEntry entry : Merged.entries(layers.upper(), path)) {
            layers.upper().unlink(LayerNames.join(path, entry.name()));
        }
        layers.upper().removeDirectory(path);
    }
}
