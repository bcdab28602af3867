package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.file.FailPoint;
import io.wasmrunner.registry.layer.tar.TarFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What layers make together. It is worked out here, not on disk, and then made anew in an empty folder: no link of any
 * layer can lead anywhere.
 */
final class MergedTree {
    private final Node root = new Node(null);
    private final int most;
    private final TarFault fault;
    private int size;

    MergedTree(int most, TarFault fault) {
        this.most = most;
        this.fault = fault;
    }

    /** Lays a layer on top. */
    void add(Path tree, Whiteouts whiteouts) throws IOException {
        for (ImagePath path : whiteouts.emptied()) {
            Node folder = find(path);
            if (folder != null) {
                folder.children.clear();
            }
        }
        for (ImagePath path : whiteouts.removed()) {
            Node folder = find(path.parent());
            if (folder != null) {
                folder.children.remove(path.name());
            }
        }
        lay(tree, root);
    }

    private @Nullable Node find(ImagePath path) {
        Node at = root;
        for (String part : path.parts()) {
            at = at == null ? null : at.children.get(part);
        }
        return at;
    }

    private void lay(Path folder, Node onto) throws IOException {
        for (Path file : Trees.list(folder)) {
            if (++size > most) {
                throw fault.because("its layers have more than " + most + " files and folders");
            }
            String name = file.getFileName().toString();
            BasicFileAttributes attributes = Trees.attributes(file);
            Node before = onto.children.get(name);
            if (!attributes.isDirectory()) {
                onto.children.put(name, new Node(file));
            } else {
                Node child = before != null && before.file == null ? before : new Node(null);
                onto.children.put(name, child);
                lay(file, child);
            }
        }
    }

    /**
     * Makes it, in an empty folder.
     *
     * @return what must be synced before it is whole
     */
    List<Path> make(Path folder) throws IOException {
        List<Path> written = new ArrayList<>();
        make(root, folder, written);
        return written;
    }

    private static void make(Node node, Path folder, List<Path> written) throws IOException {
        Files.createDirectory(folder, Modes.FOLDER);
        written.add(folder);
        for (Map.Entry<String, Node> child : node.children.entrySet()) {
            Path place = folder.resolve(child.getKey());
            Path file = child.getValue().file;
            FailPoint.reach("rootfs.entry");
            if (file == null) {
                make(child.getValue(), place, written);
            } else if (Files.isSymbolicLink(file)) {
                Files.createSymbolicLink(place, Files.readSymbolicLink(file));
            } else if (!linked(place, file)) {
                Files.copy(file, place, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                written.add(place);
            }
        }
    }

    /** Not everywhere, and not any number of times. */
    private static boolean linked(Path place, Path file) {
        try {
            Files.createLink(place, file);
            return true;
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    /** A folder when it has no file. */
    private static final class Node {
        private final @Nullable Path file;
        private final Map<String, Node> children = new TreeMap<>();

        Node(@Nullable Path file) {
            this.file = file;
        }
    }
}
