package io.wasmrunner.runtime.cache;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Takes over an entry that a process made which is not trusted: nothing but plain files and folders, and not too many. */
public final class Adoption {
    private static final int MAX_FILES = 100_000;

    private final CompileCache cache;
    private final long maxBytes;

    /** Adoption into {@code cache} of entries of at most {@code maxBytes} bytes. */
    public Adoption(CompileCache cache, long maxBytes) {
        this.cache = cache;
        this.maxBytes = maxBytes;
    }

    /**
     * Moves an entry into its place.
     *
     * @param workshop where {@code fresh} is a folder
     * @param name the entry's
     * @throws IOException when it is not what an entry can be, or the cache cannot be written
     */
    public void adopt(Path workshop, String fresh, String name) throws IOException {
        if (!name.matches("[0-9a-f]{64}") || !fresh.matches("\\.new-[0-9]{1,20}")) {
            throw new IOException("a worker named an entry that it cannot have made");
        }
        cache.make();
        // Out of the maker's reach first, so that it cannot change what was looked at.
        Path folder = cache.root().resolve(fresh);
        Files.move(workshop.resolve(fresh), folder, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.walkFileTree(folder, new Check());
            cache.publish(folder, name);
        } finally {
            Folders.delete(folder);
        }
    }

    private final class Check extends SimpleFileVisitor<Path> {
        private long bytes;
        private int files;

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            return count(attributes);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            return count(attributes);
        }

        private FileVisitResult count(BasicFileAttributes attributes) throws IOException {
            bytes += attributes.size();
            files++;
            boolean plain = attributes.isRegularFile() || attributes.isDirectory();
            if (!plain || bytes > maxBytes || files > MAX_FILES) {
                throw new IOException("a worker made an entry that no engine makes");
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
