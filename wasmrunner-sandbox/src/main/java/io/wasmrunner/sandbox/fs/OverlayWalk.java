package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a path in the merged view, one component after the other: a link in one layer may lead through the other. The
 * layers are only ever asked for paths without a link and without dots, and confine those themselves.
 */
final class OverlayWalk {
    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private final Place place;
    private final List<Level> trail = new ArrayList<>();
    private final Deque<String> pending = new ArrayDeque<>();
    private boolean mustBeDirectory;
    private int links;

    private OverlayWalk(Place place, GuestPath path) {
        this.place = place;
        this.trail.add(place.level());
        this.mustBeDirectory = path.trailingSlash();
        this.pending.addAll(path.components());
    }

    /** Follows the last component when {@code follow} is on or a slash stands behind it. */
    static OverlayFound walk(Place place, GuestPath path, boolean follow) {
        return new OverlayWalk(place, path).run(follow || path.trailingSlash());
    }

    /** Never follows the last component, whatever stands behind it. */
    static OverlayFound walkToEntry(Place place, GuestPath path) {
        return new OverlayWalk(place, path).run(false);
    }

    private Level here() {
        return trail.getLast();
    }

    private OverlayFound run(boolean follow) {
        while (!pending.isEmpty()) {
            String name = pending.remove();
            if (name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                if (trail.size() == 1) {
                    throw Refusals.escape();
                }
                trail.removeLast();
                continue;
            }
            Seen seen = Seen.look(place, here(), name);
            FileStat stat = seen.stat();
            boolean last = pending.isEmpty();
            if (stat != null && stat.type() == FileType.SYMBOLIC_LINK && (!last || follow)) {
                pushTarget(seen, name);
                continue;
            }
            if (last) {
                return found(name, seen);
            }
            if (stat == null) {
                throw ErrnoException.of(Errno.NOENT);
            }
            if (stat.type() != FileType.DIRECTORY) {
                throw ErrnoException.of(Errno.NOTDIR);
            }
            trail.add(seen.below(here(), name));
        }
        return found(".", Seen.itself(place, here()));
    }

    private OverlayFound found(String name, Seen seen) {
        return new OverlayFound(place, trail, name, seen, mustBeDirectory);
    }

    private void pushTarget(Seen seen, String name) {
        if (++links > MAX_LINKS) {
            throw ErrnoException.of(Errno.LOOP);
        }
        String target = text(seen, name);
        if (target.startsWith("/")) {
            throw Refusals.escape();
        }
        if (pending.isEmpty() && target.endsWith("/")) {
            mustBeDirectory = true;
        }
        List<String> components = GuestPath.components(target);
        for (int i = components.size() - 1; i >= 0; i--) {
            pending.push(components.get(i));
        }
    }

    private String text(Seen seen, String name) {
        return seen.upper() != null
                ? place.upper().linkText(LayerNames.join(here().upperPath(), name))
                : place.layers().lower().linkText(LayerNames.join(here().lowerPath(), name));
    }

    /**
     * What the layers have of one name.
     *
     * @param upper what the upper one has
     * @param lower what the lower one has and shows: alone, or both are directories
     */
    record Seen(@Nullable FileStat upper, @Nullable FileStat lower) {
        private static final Seen NOTHING = new Seen(null, null);

        static Seen look(Place place, Level at, String name) {
            if (LayerNames.isHidden(name)) {
                return NOTHING;
            }
            FileStat above =
                    at.upper() == null ? null : LayerNames.find(place.upper(), LayerNames.join(at.upper(), name));
            boolean hides = above != null && above.type() != FileType.DIRECTORY;
            if (hides || at.lower() == null) {
                return above == null ? NOTHING : new Seen(above, null);
            }
            FileStat below = LayerNames.find(place.layers().lower(), LayerNames.join(at.lower(), name));
            if (below == null || (above != null && below.type() != FileType.DIRECTORY)) {
                return new Seen(above, null);
            }
            return new Seen(above, isTaken(place, at, name, above) ? null : below);
        }

        private static boolean isTaken(Place place, Level at, String name, @Nullable FileStat above) {
            return at.upper() != null
                    && (LayerNames.has(place.upper(), LayerNames.whiteout(at.upper(), name))
                            || (above != null
                                    && LayerNames.has(
                                            place.upper(), LayerNames.opaque(LayerNames.join(at.upper(), name)))));
        }

        static Seen itself(Place place, Level at) {
            return new Seen(
                    at.upper() == null ? null : place.upper().stat(LayerNames.dotted(at.upper()), false),
                    at.lower() == null ? null : place.layers().lower().stat(LayerNames.dotted(at.lower()), false));
        }

        @Nullable
        FileStat stat() {
            return upper != null ? upper : lower;
        }

        Level below(Level at, String name) {
            return new Level(
                    upper == null ? null : LayerNames.join(at.upperPath(), name),
                    lower == null ? null : LayerNames.join(at.lowerPath(), name));
        }
    }
}
