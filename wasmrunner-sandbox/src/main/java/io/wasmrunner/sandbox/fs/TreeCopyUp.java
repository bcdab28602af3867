package io.wasmrunner.sandbox.fs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies a directory up with all that is in it, so that it needs the lower layer no more and can be moved. */
final class TreeCopyUp {
    /** Entries of the lower layer; larger directories stay where they are. */
    static final int MOST = 10_000;

    /** Directories in directories. */
    static final int DEEPEST = 100;

    private final Place place;
    private final List<String> directories = new ArrayList<>();
    private int count;

    private TreeCopyUp(Place place) {
        this.place = place;
    }

    /**
     * Copies it; the path in the upper layer.
     *
     * @throws io.wasmrunner.sandbox.ErrnoException XDEV when there is too much in it: nothing was copied then
     */
    static String of(OverlayFound found) {
        String lower = found.level().lower();
        if (lower == null) {
            return found.upperPath();
        }
        TreeCopyUp copy = new TreeCopyUp(found.place());
        copy.count(lower, 0);
        String path = CopyUp.of(found);
        copy.fill(new Level(path, lower));
        // Open directories find themselves in the upper layer as long as it is the lower one's twin.
        found.place().layers().settle();
        for (String directory : copy.directories.reversed()) {
            makeOpaque(found.place().upper(), directory);
        }
        return path;
    }

    /** From now on nothing of the lower layer shows in it; its times stay. */
    static void makeOpaque(Layer upper, String directory) {
        FileStat before = upper.stat(directory, false);
        Removal.mark(upper, LayerNames.opaque(directory));
        upper.setTimes(directory, false, Twins.timesOf(before));
    }

    private void count(String lower, int depth) {
        for (DirectoryEntry entry : Merged.entries(place.layers().lower(), lower)) {
            if (++count > MOST || depth >= DEEPEST) {
                throw Refusals.otherFileSystem();
            }
            if (entry.type() == FileType.DIRECTORY) {
                count(LayerNames.join(lower, entry.name()), depth + 1);
            }
        }
    }

    private void fill(Level level) {
        directories.add(level.upperPath());
        for (DirectoryEntry entry : Merged.entries(place.layers().lower(), level.lowerPath())) {
            OverlayWalk.Seen seen = OverlayWalk.Seen.look(place, level, entry.name());
            @Nullable FileStat below = seen.lower();
            if (below == null) {
                continue;
            }
            Level next = new Level(
                    LayerNames.join(level.upperPath(), entry.name()), LayerNames.join(level.lowerPath(), entry.name()));
            if (seen.upper() == null) {
                CopyUp.entry(place, below.type(), next.lowerPath(), next.upperPath());
            }
            if (below.type() == FileType.DIRECTORY) {
                fill(next);
            }
        }
    }
}
