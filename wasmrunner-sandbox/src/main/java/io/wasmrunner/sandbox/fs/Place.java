package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * Where an open directory is. In the upper layer it is held open, and so followed wherever it is moved. One that is only
 * in the lower layer, where nothing moves, knows the directories above up to one that is in the upper layer, and looks
 * there for itself before each use: it may have come to be there, or have been taken away.
 */
final class Place {
    private final Layers layers;
    private final @Nullable Place parent;
    private final String name;
    private @Nullable Layer upper;
    private @Nullable String lower;
    private boolean gone;
    private int users;

    private Place(Layers layers, @Nullable Place parent, String name, @Nullable Layer upper, @Nullable String lower) {
        this.layers = layers;
        this.parent = parent;
        this.name = name;
        this.upper = upper;
        this.lower = lower;
        layers.opened(this);
    }

    static Place top(Layers layers) {
        boolean shows = !LayerNames.has(layers.upper(), LayerNames.opaque(""));
        return new Place(layers, null, "", layers.upper(), shows ? "" : null).taken();
    }

    /** One held open in the upper layer, which closes with it. */
    static Place held(Layers layers, Layer upper, @Nullable String lower) {
        return new Place(layers, null, "", upper, lower).taken();
    }

    /** One in the lower layer alone. */
    static Place below(Place parent, String name, String lower) {
        return new Place(parent.layers, parent.taken(), name, null, lower).taken();
    }

    Layers layers() {
        return layers;
    }

    /** For one more user, each of which releases it. */
    Place taken() {
        users++;
        return this;
    }

    void release() {
        if (--users > 0) {
            return;
        }
        if (upper != null && !isTop()) {
            upper.close();
        }
        if (parent != null) {
            parent.release();
        }
        layers.closed(this);
    }

    private boolean isTop() {
        return layers.upper().equals(upper);
    }

    /**
     * Where paths from here start.
     *
     * @throws ErrnoException NOENT when it was removed
     */
    Level level() {
        settle();
        if (gone) {
            throw ErrnoException.of(Errno.NOENT);
        }
        return new Level(upper == null ? null : "", lower);
    }

    /** The directory that upper paths start at; only when {@link #level} has one. */
    Layer upper() {
        if (upper == null) {
            throw ErrnoException.of(Errno.NOENT);
        }
        return upper;
    }

    /** What {@code ..} is listed with, for one that is in the lower layer alone. */
    long inodeAbove() {
        if (parent != null && parent.upper != null) {
            return parent.upper.stat().inode();
        }
        String above = LayerNames.parent(lower == null ? "" : lower);
        return layers.lower().stat(LayerNames.dotted(above), false).inode();
    }

    /** Finds out what became of it in the upper layer. */
    void settle() {
        if (gone || isTop()) {
            return;
        }
        if (upper != null) {
            if (lower != null) {
                look(upper);
            }
        } else if (parent != null) {
            parent.settle();
            gone = parent.gone || parent.lower == null;
            if (!gone && parent.upper != null) {
                find(parent.upper);
            }
        }
    }

    /** Removed, or no longer what the lower layer has a part in. */
    private void look(Layer held) {
        try {
            if (held.stat().links() == 0 || LayerNames.has(held, LayerNames.opaque(""))) {
                lower = null;
            }
        } catch (ErrnoException e) {
            // Not every layer can look at a directory that was moved or removed.
            gone = true;
        }
    }

    /** What has its name there and hides what is below, was put in its place. */
    private void find(Layer above) {
        FileStat found = LayerNames.find(above, name);
        gone = LayerNames.has(above, LayerNames.whiteout("", name))
                || (found != null
                        && (found.type() != FileType.DIRECTORY || LayerNames.has(above, LayerNames.opaque(name))));
        if (!gone && found != null) {
            upper = (Layer) above.open(name, LayerRequests.DIRECTORY);
        }
    }

    /** Makes it in the upper layer, unless it is there. */
    Layer materialise() {
        level();
        if (upper == null && parent != null && lower != null) {
            Twins.make(parent.materialise(), name, layers.lower(), lower);
            find(parent.upper());
        }
        return upper();
    }
}
