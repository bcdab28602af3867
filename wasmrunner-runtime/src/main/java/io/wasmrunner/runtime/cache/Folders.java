package io.wasmrunner.runtime.cache;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folders that only their owner may enter, and their removal. */
final class Folders {
    static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Folders() {}

    /** Removes a folder with all in it, as far as that goes; a rest is found again by the next eviction. */
    static void delete(Path folder) {
        List<Path> deepestFirst;
        try {
            deepestFirst = contents(folder);
        } catch (IOException e) {
            return;
        }
        for (Path path : deepestFirst) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // Another process is at it too.
            }
        }
    }

    /**
     * A folder and all in it, the deepest first, but for what vanishes while it is listed: other processes, and Wasmtime's
     * own threads with their temporary files, come and go in there.
     */
    static List<Path> contents(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException && !file.equals(folder)) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) {
                found.add(visited);
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
