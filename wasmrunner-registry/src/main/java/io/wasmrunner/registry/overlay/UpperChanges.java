package io.wasmrunner.registry.overlay;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.layer.LayerLimits;
import io.wasmrunner.registry.layer.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a container changed in the files of its image. */
public final class UpperChanges {
    private final List<Change> changes = new ArrayList<>();
    private final Map<ImagePath, LayerItem> items = new TreeMap<>();

    private UpperChanges() {}

    /**
     * Finds out.
     *
     * @throws RegistryException when the upper layer is none that a container could have made
     */
    public static UpperChanges of(MergedView view) throws IOException {
        UpperChanges all = new UpperChanges();
        all.compare(ImagePath.ROOT, view.lower(), view.root(), view.root().lower() == null);
        all.changes.sort(Comparator.comparing(Change::path));
        return all;
    }

    /**
     * Sorted by path. A file that was opened for writing counts as changed; a folder does when something in it changed, or
     * when it was put in another's place.
     */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /** The same as a layer, for {@link io.wasmrunner.registry.layer.LayerWriter}. */
    public Map<ImagePath, LayerItem> layer() {
        return Map.copyOf(items);
    }

    /** Whether anything in the folder changed; {@code opaque} when a layer says no more than that nothing of before is left. */
    private boolean compare(ImagePath path, @Nullable Path before, MergedView.Item now, boolean opaque)
            throws IOException {
        if (path.parts().size() > LayerLimits.DEFAULT.depth()) {
            throw MergedView.tooDeep(LayerLimits.DEFAULT.depth());
        }
        Map<String, MergedView.Item> children = MergedView.children(now);
        int known = changes.size();
        for (String name : names(before, children)) {
            ImagePath here = path.resolve(name);
            MergedView.Item child = children.get(name);
            Path old = before == null ? null : before.resolve(name);
            if (old != null && !MergedView.exists(old)) {
                old = null;
            }
            if (child == null) {
                changes.add(new Change(Change.Kind.DELETED, here));
                if (!opaque) {
                    items.put(here, new LayerItem.Whiteout());
                }
            } else if (child.upper() != null) {
                look(here, old, child, child.upper(), opaque);
            }
        }
        return changes.size() > known;
    }

    private static Set<String> names(@Nullable Path before, Map<String, MergedView.Item> now) throws IOException {
        Set<String> names = new TreeSet<>(now.keySet());
        if (before != null) {
            for (Path file : Trees.list(before)) {
                String name = file.getFileName().toString();
                if (!HiddenNames.isHidden(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private void look(ImagePath here, @Nullable Path old, MergedView.Item child, Path file, boolean opaque)
            throws IOException {
        Change.Kind kind = old == null ? Change.Kind.ADDED : Change.Kind.CHANGED;
        if (!MergedView.isDirectory(file)) {
            changes.add(new Change(kind, here));
            add(here, file);
        } else if (MergedView.isDirectory(old)) {
            boolean replaced = child.lower() == null;
            if (replaced && !opaque) {
                items.put(here, new LayerItem.Opaque());
            } else if (replaced) {
                add(here, file);
            }
            if (compare(here, old, child, replaced) || replaced) {
                changes.add(new Change(kind, here));
            }
        } else {
            changes.add(new Change(kind, here));
            add(here, file);
            compare(here, null, child, opaque);
        }
    }

    /** Devices and the like, which no guest can make, are no part of layers. */
    private void add(ImagePath path, Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isOther()) {
            items.put(path, LayerItem.read(file));
        }
    }
}
