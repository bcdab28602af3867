package io.wasmrunner.registry.image;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What images are called: a file for each name, {@code names/<registry>/<repository>/_tags/<tag>} or {@code
 * …/_digests/<algorithm>-<hex>}. No repository can be called {@code _tags}.
 */
final class NameFiles {
    private final Path folder;

    NameFiles(Path root) {
        this.folder = root.resolve("names");
    }

    private Path file(Reference reference) {
        Path repository = folder.resolve(reference.registry())
                .resolve(reference.repository().text());
        return reference
                .digest()
                .map(digest -> repository.resolve("_digests").resolve(digest.algorithm() + "-" + digest.hex()))
                .orElseGet(() -> repository
                        .resolve("_tags")
                        .resolve(reference.tag().orElseThrow().text()));
    }

    /** A reference with a digest is looked up by that alone. */
    Optional<ImageName> read(Reference reference) throws IOException {
        return read(file(reference));
    }

    private static Optional<ImageName> read(Path file) throws IOException {
        Lines lines = Lines.read(file);
        if (lines == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ImageName(
                    Reference.parse(lines.get("name")),
                    Digest.parse(lines.get("image")),
                    Digest.parse(lines.get("top"))));
        } catch (RuntimeException e) {
            throw Lines.damaged(file, e);
        }
    }

    void write(ImageName name) throws IOException {
        Path file = file(name.reference());
        PrivateFolders.make(file.getParent());
        byte[] content = new Lines()
                .put("name", name.reference())
                .put("image", name.image())
                .put("top", name.top())
                .bytes();
        DurableFile.replace(file, content);
    }

    /** Whether it was there. */
    boolean delete(Reference reference) throws IOException {
        Path file = file(reference);
        boolean there = Files.deleteIfExists(file);
        if (there) {
            DurableFile.syncFolder(file.getParent());
        }
        return there;
    }

    /** All names; what cannot be read is told in {@code problems}. */
    List<ImageName> readAll(List<String> problems) throws IOException {
        List<ImageName> all = new ArrayList<>();
        for (Path file : list()) {
            try {
                read(file).ifPresent(all::add);
            } catch (RegistryException e) {
                problems.add(e.getMessage());
            }
        }
        return all;
    }

    /** Removes the files that say nothing, and tells which they were. */
    List<String> removeUnreadable() throws IOException {
        List<String> removed = new ArrayList<>();
        for (Path file : list()) {
            try {
                read(file);
            } catch (RegistryException _) {
                Files.delete(file);
                removed.add(file.toString());
            }
        }
        return removed;
    }

    private List<Path> list() throws IOException {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!file.getFileName().toString().endsWith(".new")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
