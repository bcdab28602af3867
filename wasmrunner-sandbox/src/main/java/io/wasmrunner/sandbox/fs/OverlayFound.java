package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a path ends in the merged view.
 *
 * @param trail the directories from the place down to the one that holds {@code name}
 * @param name the last component, or {@code .} for the last of the trail itself
 * @param mustBeDirectory the path, or the link it ended in, has a slash at its end
 */
record OverlayFound(Place place, List<Level> trail, String name, OverlayWalk.Seen seen, boolean mustBeDirectory) {
    OverlayFound {
        trail = List.copyOf(trail);
    }

    Level parent() {
        return trail.getLast();
    }

    @Nullable
    FileStat stat() {
        return seen.stat();
    }

    FileStat existing() {
        FileStat found = seen.stat();
        if (found == null) {
            throw ErrnoException.of(Errno.NOENT);
        }
        if (mustBeDirectory && found.type() != FileType.DIRECTORY) {
            throw ErrnoException.of(Errno.NOTDIR);
        }
        return found;
    }

    boolean isItself() {
        return name.equals(".");
    }

    boolean inUpper() {
        return seen.upper() != null;
    }

    /** The directory that was found, as one of the trail. */
    Level level() {
        return isItself() ? parent() : seen.below(parent(), name);
    }

    /** Its path in the upper layer, of what is there. */
    String upperPath() {
        return isItself() ? parent().upperPath() : LayerNames.join(parent().upperPath(), name);
    }

    String lowerPath() {
        return isItself() ? parent().lowerPath() : LayerNames.join(parent().lowerPath(), name);
    }

    /** Whether the lower layer has anything of this name that would show if the upper one had nothing. */
    boolean wouldShow() {
        return parent().lower() != null && LayerNames.find(place.layers().lower(), lowerPath()) != null;
    }

    /** Its path from the place in either layer. */
    String path() {
        Level base = trail.getFirst();
        Level above = parent();
        String relative = above.upper() != null
                ? above.upper()
                : above.lowerPath().equals(base.lowerPath())
                        ? ""
                        : above.lowerPath()
                                .substring(
                                        base.lowerPath().isEmpty()
                                                ? 0
                                                : base.lowerPath().length() + 1);
        return isItself() ? relative : LayerNames.join(relative, name);
    }
}
