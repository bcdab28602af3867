package io.wasmrunner.registry.build;

import io.wasmrunner.registry.build.file.Position;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.layer.ScopedPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts files where COPY says, on top of a tree that may have folders, files and links there already. */
final class Placement {
    private final @Nullable Path tree;
    private final Destination destination;
    private final Position at;
    private final ImagePath place;
    private final Map<ImagePath, LayerItem> items = new TreeMap<>();

    /** @param tree what is there; null for nothing */
    Placement(@Nullable Path tree, Destination destination, Position at) throws IOException {
        this.tree = tree;
        this.destination = destination;
        this.at = at;
        this.place = tree == null ? destination.path() : ScopedPaths.follow(tree, destination.path(), true);
    }

    /** What is in a folder goes into the destination. */
    void folder(Map<ImagePath, LayerItem> content, int mode) {
        if (isFile(place)) {
            throw at.wrong(destination.text() + " is a file in the image; a folder cannot be copied onto it");
        }
        add(place, new LayerItem.Folder(mode < 0 ? LayerItem.FOLDER_MODE : mode), false);
        content.forEach((path, item) -> add(place.resolve(path), withMode(item, mode), true));
    }

    /** A file goes into the destination when that is a folder, else it becomes it. */
    void file(String name, LayerItem item, int mode) {
        boolean into = destination.saysFolder() || isFolder(place);
        ImagePath path = into ? place.resolve(name) : place;
        if (isFolder(path)) {
            throw at.wrong(path + " is a folder in the image; a file cannot be copied onto it");
        }
        add(path, withMode(item, mode), true);
    }

    private void add(ImagePath path, LayerItem item, boolean replaces) {
        if (path.isRoot() || (!replaces && (isFolder(path) || items.containsKey(path)))) {
            return;
        }
        ImagePath parent = path.parent();
        if (!parent.isRoot() && !items.containsKey(parent) && !isFolder(parent)) {
            if (isFile(parent)) {
                throw at.wrong(parent + " is a file in the image; nothing can be copied into it");
            }
            add(parent, new LayerItem.Folder(LayerItem.FOLDER_MODE), false);
        }
        items.put(path, item);
    }

    private static LayerItem withMode(LayerItem item, int mode) {
        if (mode < 0) {
            return item;
        }
        return switch (item) {
            case LayerItem.File file -> new LayerItem.File(file.source(), file.size(), mode, file.expected());
            case LayerItem.Folder _ -> new LayerItem.Folder(mode);
            case LayerItem.Symlink _, LayerItem.Whiteout _, LayerItem.Opaque _ -> item;
        };
    }

    private boolean isFolder(ImagePath path) {
        return path.isRoot() || (tree != null && Files.isDirectory(path.in(tree), LinkOption.NOFOLLOW_LINKS));
    }

    private boolean isFile(ImagePath path) {
        return tree != null && Files.isRegularFile(path.in(tree), LinkOption.NOFOLLOW_LINKS);
    }

    Map<ImagePath, LayerItem> items() {
        return items;
    }
}
