package io.wasmrunner.registry.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must be laid on one tree to make another: content, targets of links and whether a file can be executed count; times,
 * owners and other permissions do not. What is neither file, folder nor symbolic link is left out.
 */
public final class TreeDifference {
    private final Map<ImagePath, LayerItem> items = new TreeMap<>();

    private TreeDifference() {}

    /** By path; what is in {@code before} only, is a whiteout. */
    public static Map<ImagePath, LayerItem> between(Path before, Path after) throws IOException {
        TreeDifference difference = new TreeDifference();
        difference.compare(ImagePath.ROOT, before, after);
        return difference.items;
    }

    /** All of a tree, as if there had been nothing before. */
    public static Map<ImagePath, LayerItem> all(Path tree) throws IOException {
        TreeDifference difference = new TreeDifference();
        difference.addBelow(ImagePath.ROOT, tree);
        return difference.items;
    }

    private void compare(ImagePath path, Path before, Path after) throws IOException {
        Set<String> kept = new HashSet<>();
        for (Path file : Trees.list(after)) {
            String name = file.getFileName().toString();
            ImagePath here = path.resolve(name);
            Path old = before.resolve(name);
            if (!Files.exists(old, LinkOption.NOFOLLOW_LINKS)) {
                add(here, file);
                continue;
            }
            kept.add(name);
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS)) {
                compare(here, old, file);
            } else if (!same(old, file)) {
                add(here, file);
            }
        }
        for (Path old : Trees.list(before)) {
            String name = old.getFileName().toString();
            if (!kept.contains(name)) {
                items.put(path.resolve(name), new LayerItem.Whiteout());
            }
        }
    }

    private static boolean same(Path old, Path file) throws IOException {
        BasicFileAttributes was = Trees.attributes(old);
        BasicFileAttributes is = Trees.attributes(file);
        if (was.isSymbolicLink() && is.isSymbolicLink()) {
            return Files.readSymbolicLink(old).equals(Files.readSymbolicLink(file));
        }
        return was.isRegularFile()
                && is.isRegularFile()
                && was.size() == is.size()
                && Modes.of(old) == Modes.of(file)
                && Files.mismatch(old, file) < 0;
    }

    private void addBelow(ImagePath path, Path folder) throws IOException {
        for (Path file : Trees.list(folder)) {
            add(path.resolve(file.getFileName().toString()), file);
        }
    }

    private void add(ImagePath path, Path file) throws IOException {
        BasicFileAttributes attributes = Trees.attributes(file);
        if (!attributes.isOther()) {
            items.put(path, LayerItem.read(file));
        }
        if (attributes.isDirectory()) {
            addBelow(path, file);
        }
    }
}
