package io.wasmrunner.registry.overlay;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.layer.ScopedPaths;
import io.wasmrunner.registry.layer.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two trees on disk as the container sees them. Nobody may write to either meanwhile: a container that runs must be paused,
 * since it could put a link where a folder was just seen.
 */
public final class MergedView {
    /** Beneath a file, where nothing ever is. */
    private static final Path NOWHERE = Path.of("/dev/null/nothing");

    private final Path lower;
    private final Path upper;

    /**
     * @param lower the image's files
     * @param upper the container's own
     */
    public MergedView(Path lower, Path upper) {
        this.lower = lower;
        this.upper = upper;
    }

    Path lower() {
        return lower;
    }

    Path upper() {
        return upper;
    }

    /**
     * Something in one of the trees, or a folder in both.
     *
     * @param upper where the upper one has it
     * @param lower where the lower one has it, if that shows
     */
    record Item(@Nullable Path upper, @Nullable Path lower) {
        /** What the container sees; of a folder, what its times and permissions are. */
        Path shown() {
            Path shown = upper != null ? upper : lower;
            if (shown == null) {
                throw new IllegalStateException("nothing shows");
            }
            return shown;
        }

        boolean isFolder() {
            return isDirectory(shown());
        }
    }

    static boolean isDirectory(@Nullable Path path) {
        return path != null && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    Item root() {
        return new Item(upper, exists(upper.resolve(HiddenNames.OPAQUE)) ? null : lower);
    }

    /** What a folder has of that name. */
    static @Nullable Item child(Item folder, String name) {
        if (HiddenNames.isHidden(name)) {
            return null;
        }
        Path above = folder.upper() == null ? null : folder.upper().resolve(name);
        above = above != null && exists(above) ? above : null;
        Path below = folder.lower() == null ? null : folder.lower().resolve(name);
        below = below != null && exists(below) ? below : null;
        boolean both = above != null && below != null;
        if (both && !(isDirectory(above) && isDirectory(below))) {
            below = null;
        }
        if (below != null && isTaken(folder.upper(), name, above)) {
            below = null;
        }
        return above == null && below == null ? null : new Item(above, below);
    }

    private static boolean isTaken(@Nullable Path folder, String name, @Nullable Path above) {
        return folder != null
                && (exists(folder.resolve(HiddenNames.PREFIX + name))
                        || (above != null && exists(above.resolve(HiddenNames.OPAQUE))));
    }

    /** All that a folder has, sorted. */
    static Map<String, Item> children(Item folder) throws IOException {
        Map<String, Item> all = new TreeMap<>();
        if (folder.upper() != null) {
            for (Path file : Trees.list(folder.upper())) {
                if (HiddenNames.isHidden(file.getFileName().toString())) {
                    HiddenNames.check(file);
                } else {
                    add(folder, file, all);
                }
            }
        }
        if (isDirectory(folder.lower())) {
            for (Path file : Trees.list(folder.lower())) {
                add(folder, file, all);
            }
        }
        return all;
    }

    private static void add(Item folder, Path file, Map<String, Item> to) {
        String name = file.getFileName().toString();
        Item child = child(folder, name);
        if (child != null) {
            to.put(name, child);
        }
    }

    /** Null when it is not there; never through a link. */
    @Nullable
    Item find(ImagePath path) {
        Item at = root();
        for (String part : path.parts()) {
            at = at == null || !at.isFolder() ? null : child(at, part);
        }
        return at;
    }

    /**
     * The same file or folder without a link on the way, as if the container's root were the system's.
     *
     * @param whole whether the last part is followed too
     */
    public ImagePath follow(ImagePath path, boolean whole) throws IOException {
        return ScopedPaths.follow(path, whole, at -> {
            Item item = find(at);
            return item == null ? NOWHERE : item.shown();
        });
    }

    /**
     * What is at a path.
     *
     * @throws RegistryException {@link RegistryError#NOT_FOUND} when nothing is
     */
    Item existing(ImagePath path) {
        Item item = find(path);
        if (item == null) {
            throw new RegistryException(
                    RegistryError.NOT_FOUND,
                    "cannot find " + path + " in the container: there is no such file or folder");
        }
        return item;
    }

    /** Whether {@code path} is a folder in the container; links on the way and at its end are followed. */
    public boolean isFolder(ImagePath path) throws IOException {
        Item item = find(follow(path, true));
        return item != null && item.isFolder();
    }

    /** What is at a path itself, without what is in it; no link is followed, and nothing is there but what a layer can have. */
    public Optional<LayerItem> look(ImagePath path) throws IOException {
        Item item = find(path);
        return item == null ? Optional.empty() : Optional.of(LayerItem.read(item.shown()));
    }

    /** Removes copies that runs which were killed did not finish; only while none is at work. */
    public void removeUnfinished() throws IOException {
        for (Path file : Trees.list(upper)) {
            if (file.getFileName().toString().startsWith(HiddenNames.UNFINISHED)) {
                Trees.delete(file);
            }
        }
    }

    static RegistryException tooDeep(int most) {
        return new RegistryException(
                RegistryError.INVALID,
                "cannot read the files of a container: folders lie deeper than " + most + " in each other");
    }
}
