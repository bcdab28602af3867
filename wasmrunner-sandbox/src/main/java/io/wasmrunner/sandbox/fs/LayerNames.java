package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import org.jspecify.annotations.Nullable;

/** Names that layers keep to themselves (image-spec, layer.md, "Whiteouts"), and paths inside layers. */
final class LayerNames {
    /** Ahead of the name that is taken away. */
    private static final String PREFIX = ".wh.";

    /** In a directory of which nothing is seen below. */
    private static final String OPAQUE = ".wh..wh..opq";

    /** What is not whole yet; readers of layers pass over what begins with {@code .wh..wh.}. */
    private static final String UNFINISHED = ".wh..wh.tmp.";

    private LayerNames() {}

    static boolean isHidden(String name) {
        return name.startsWith(PREFIX);
    }

    /** The name that a whiteout takes away; empty for the other hidden names. */
    static String hiddenBy(String whiteout) {
        String name = whiteout.substring(PREFIX.length());
        return name.startsWith(PREFIX) ? "" : name;
    }

    static String whiteout(String directory, String name) {
        return join(directory, PREFIX + name);
    }

    static String opaque(String directory) {
        return join(directory, OPAQUE);
    }

    static String unfinished(long number) {
        return UNFINISHED + Long.toHexString(number);
    }

    /** {@code directory} is empty for the layer's own top. */
    static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    /** The directory itself, as an operation takes it. */
    static String dotted(String directory) {
        return directory.isEmpty() ? "." : directory;
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Null when there is nothing, or can be nothing, of that name. */
    static @Nullable FileStat find(Directory layer, String path) {
        try {
            return layer.stat(path, false);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.NOENT) {
                return null;
            }
            throw e;
        }
    }

    /** Whether a hidden name is there; one that is too long never is. */
    static boolean has(Directory layer, String hidden) {
        try {
            return find(layer, hidden) != null;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.NAMETOOLONG) {
                return false;
            }
            throw e;
        }
    }
}
