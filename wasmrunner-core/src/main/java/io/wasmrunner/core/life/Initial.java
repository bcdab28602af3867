package io.wasmrunner.core.life;

import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.ScopedPaths;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** What a volume holds at first: what the image has in its place. */
final class Initial {
    private Initial() {}

    /** Copies it, when the volume is empty. */
    static void fill(Path volume, Path tree, String target) throws IOException {
        String[] there = volume.toFile().list();
        if (there == null || there.length != 0) {
            return;
        }
        Path from = ScopedPaths.follow(tree, ImagePath.normalized(target), true).in(tree);
        if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            copy(from, volume);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = to.resolve(from.relativize(file));
                Files.copy(file, copy, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isRegularFile()) {
                    boolean _ = copy.toFile().setWritable(true);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
