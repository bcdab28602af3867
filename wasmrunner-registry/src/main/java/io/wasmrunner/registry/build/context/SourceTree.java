package io.wasmrunner.registry.build.context;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.layer.ScopedPaths;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where COPY takes files from: the context of a build, or the tree of a stage or an image. Nothing outside of it is ever
 * read. Links that are named are followed as long as they stay inside; links in folders are copied as they are.
 */
public final class SourceTree {
    private final Path root;
    private final String called;
    private final IgnoreRules rules;
    private final Consumer<Path> looked;
    private final boolean context;

    private SourceTree(Path root, String called, IgnoreRules rules, Consumer<Path> looked, boolean context) {
        this.root = root;
        this.called = called;
        this.rules = rules;
        this.looked = looked;
        this.context = context;
    }

    /** @param looked is told each file and folder before it is read */
    public static SourceTree context(Path root, IgnoreRules rules, Consumer<Path> looked) {
        return new SourceTree(root, "the build context", rules, looked, true);
    }

    /** @param called for errors: {@code stage build} */
    public static SourceTree image(Path root, String called) {
        return new SourceTree(root, called, IgnoreRules.NONE, _ -> {}, false);
    }

    /**
     * What a source of COPY means: one, or for a pattern all that match, sorted.
     *
     * @throws RegistryException {@link RegistryError#NOT_FOUND} for nothing, {@link RegistryError#USAGE} for a path that leads
     *     out
     */
    public List<Source> find(String source) throws IOException {
        ImagePath path = inside(source);
        if (!PathPattern.isPattern(source)) {
            return List.of(source(path, path));
        }
        PathPattern pattern;
        try {
            pattern = PathPattern.of(path.text());
        } catch (IllegalArgumentException e) {
            throw new RegistryException(RegistryError.USAGE, e.getMessage(), e);
        }
        List<Source> found = new ArrayList<>();
        match(pattern, ImagePath.ROOT, found);
        if (found.isEmpty()) {
            throw new RegistryException(
                    RegistryError.NOT_FOUND, "nothing in " + called + " matches " + source + ignoredHint());
        }
        return found;
    }

    private ImagePath inside(String source) {
        int depth = 0;
        for (String part : source.split("/", -1)) {
            depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
            if (depth < 0) {
                throw new RegistryException(
                        RegistryError.USAGE,
                        source + " leads out of " + called + "; only what is inside can be copied");
            }
        }
        return ImagePath.normalized(source);
    }

    private void match(PathPattern pattern, ImagePath folder, List<Source> found) throws IOException {
        for (Path file : list(folder.in(root))) {
            ImagePath path = folder.resolve(file.getFileName().toString());
            if (pattern.matches(path) && !rules.ignores(path)) {
                found.add(source(path, path));
            } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && !rules.ignoresAllIn(path)) {
                match(pattern, path, found);
            }
        }
    }

    private Source source(ImagePath named, ImagePath path) throws IOException {
        ImagePath real = follow(path);
        Path file = real.in(root);
        boolean hidden = rules.ignores(named);
        looked.accept(file);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                || (hidden && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))) {
            throw new RegistryException(
                    RegistryError.NOT_FOUND,
                    "there is no " + named.text() + " in " + called
                            + (hidden ? ": it is ignored (.wasmignore or .dockerignore)" : ""));
        }
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Source(named.name(), false, Map.of(ImagePath.ROOT, item(file)));
        }
        Map<ImagePath, LayerItem> items = new LinkedHashMap<>();
        collect(real, ImagePath.ROOT, items);
        return new Source(named.name(), true, items);
    }

    private void collect(ImagePath folder, ImagePath relative, Map<ImagePath, LayerItem> items) throws IOException {
        for (Path file : list(folder.in(root))) {
            String name = file.getFileName().toString();
            ImagePath path = folder.resolve(name);
            ImagePath below = relative.resolve(name);
            boolean isFolder = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
            boolean ignored = rules.ignores(path);
            if (isFolder && !rules.ignoresAllIn(path)) {
                int before = items.size();
                LayerItem item = new LayerItem.Folder(LayerItem.FOLDER_MODE);
                items.put(below, item);
                collect(path, below, items);
                if (ignored && items.size() == before + 1) {
                    items.remove(below);
                }
            } else if (!isFolder && !ignored) {
                looked.accept(file);
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file)) {
                    items.put(below, item(file));
                }
            }
        }
    }

    private LayerItem item(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(file)) {
            throw new RegistryException(
                    RegistryError.USAGE,
                    root.relativize(file) + " in " + called + " is neither a file, a folder nor a link");
        }
        return LayerItem.read(file);
    }

    private List<Path> list(Path folder) throws IOException {
        looked.accept(folder);
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(all::add);
        }
        all.sort(null);
        return all;
    }

    /** In an image, links are what they are to a program in it; in a context, none may lead out. */
    private ImagePath follow(ImagePath path) throws IOException {
        if (!context) {
            return ScopedPaths.follow(root, path, true);
        }
        ImagePath at = ImagePath.ROOT;
        for (String part : path.parts()) {
            Path link = at.resolve(part).in(root);
            if (Files.isSymbolicLink(link)) {
                looked.accept(link);
                checkInside(link, at);
            }
            at = at.resolve(part);
            if (Files.isSymbolicLink(link)) {
                at = ScopedPaths.follow(root, at, true);
                checkReal(link, at);
            }
        }
        return at;
    }

    private void checkInside(Path link, ImagePath folder) throws IOException {
        Path target = Files.readSymbolicLink(link);
        int depth = folder.parts().size();
        for (Path part : target) {
            depth += part.toString().equals("..") ? -1 : 1;
            if (depth < 0) {
                throw leadsOut(link);
            }
        }
        if (target.isAbsolute()) {
            throw leadsOut(link);
        }
    }

    /** Whatever a chain of links does, where it ends must be where the system ends too. */
    private void checkReal(Path link, ImagePath end) throws IOException {
        Path here = end.in(root);
        looked.accept(here);
        if (Files.exists(link) && (!Files.exists(here) || !link.toRealPath().equals(here.toRealPath()))) {
            throw leadsOut(link);
        }
    }

    private RegistryException leadsOut(Path link) {
        return new RegistryException(
                RegistryError.USAGE,
                root.relativize(link) + " is a link that leads out of " + called
                        + "; only what is inside can be copied");
    }

    private String ignoredHint() {
        return rules == IgnoreRules.NONE ? "" : " (what .wasmignore or .dockerignore names is not seen)";
    }
}
