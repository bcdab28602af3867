package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Where a path of an image leads when its links are followed as if the image's root were the system's. */
public final class ScopedPaths {
    private static final int MOST_LINKS = 40;

    private ScopedPaths() {}

    /** Where a tree has its files. */
    public interface Places {
        /** Of a path without a link on the way; what is not there may be anywhere that nothing is. */
        Path of(ImagePath path) throws IOException;
    }

    /**
     * The same file or folder, without a link on the way; what is not there yet stays as it is.
     *
     * @param tree nobody else writes to it
     * @param whole whether the last part is followed too
     */
    public static ImagePath follow(Path tree, ImagePath path, boolean whole) throws IOException {
        return follow(tree, path, whole, _ -> {});
    }

    /**
     * As {@link #follow(Path, ImagePath, boolean)}.
     *
     * @param looked is told each link before it is read
     */
    public static ImagePath follow(Path tree, ImagePath path, boolean whole, Consumer<Path> looked) throws IOException {
        return follow(path, whole, at -> at.in(tree), looked);
    }

    /** As {@link #follow(Path, ImagePath, boolean)}, in a tree that is not one on disk. */
    public static ImagePath follow(ImagePath path, boolean whole, Places places) throws IOException {
        return follow(path, whole, places, _ -> {});
    }

    private static ImagePath follow(ImagePath path, boolean whole, Places places, Consumer<Path> looked)
            throws IOException {
        Deque<String> left = new ArrayDeque<>(path.parts());
        ImagePath at = ImagePath.ROOT;
        int links = 0;
        while (!left.isEmpty()) {
            String part = left.pop();
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                at = at.parent();
                continue;
            }
            Path here = places.of(at.resolve(part));
            if ((left.isEmpty() && !whole) || !Files.isSymbolicLink(here)) {
                at = at.resolve(part);
                continue;
            }
            if (++links > MOST_LINKS) {
                throw new RegistryException(
                        RegistryError.INVALID, "cannot follow " + path + ": too many symbolic links in a row");
            }
            looked.accept(here);
            String target = Files.readSymbolicLink(here).toString();
            if (target.startsWith("/")) {
                at = ImagePath.ROOT;
            }
            String[] parts = target.split("/", -1);
            for (int i = parts.length - 1; i >= 0; i--) {
                left.push(parts[i]);
            }
        }
        return at;
    }
}
