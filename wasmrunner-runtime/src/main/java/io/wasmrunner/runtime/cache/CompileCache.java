package io.wasmrunner.runtime.cache;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A folder of entries that several processes share. Each entry is a folder of files under a {@link Seal} that holds
 * their digests; it appears whole by one rename, and is checked whole before it is used. An entry that does not match
 * its seal is thrown away, so that the caller makes it anew. A cache that cannot be written (a full disk, a
 * read-only home) makes runs slower, never wrong: failures to store are silent.
 */
public final class CompileCache {
    private static final Duration TOUCH_AFTER = Duration.ofHours(1);

    private final Path root;
    private final long maxBytes;

    /** A cache in {@code root}, made when the first entry is stored, of at most {@code maxBytes} bytes. */
    public CompileCache(Path root, long maxBytes) {
        this.root = root;
        this.maxBytes = maxBytes;
    }

    /** Writes an entry's files into the folder it is given. */
    @FunctionalInterface
    public interface Writer {
        void write(Path folder) throws IOException;
    }

    /** Whether there is an entry; {@link #find} may still find it damaged. */
    public boolean contains(CacheKey key) {
        return Files.exists(Seal.of(entry(key)));
    }

    /** The folder of a whole, unchanged entry; it stays valid while this process reads it right away. */
    public Optional<Path> find(CacheKey key) {
        Path entry = entry(key);
        try {
            if (!Seal.matches(entry)) {
                return Optional.empty();
            }
            touch(entry);
            return Optional.of(entry);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException | NumberFormatException e) {
            discard(key);
            return Optional.empty();
        }
    }

    /** Stores an entry unless another process just did; empty when the cache cannot be written. */
    public Optional<Path> store(CacheKey key, Writer writer) {
        Path entry = entry(key);
        try {
            Folders.createPrivate(root);
            Path fresh = Files.createTempDirectory(root, ".new-", Folders.PRIVATE);
            try {
                writer.write(fresh);
                Seal.write(fresh);
                publish(fresh, entry, key);
            } finally {
                Folders.delete(fresh);
            }
            Eviction.trim(root, maxBytes, entry);
            return Optional.of(entry);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Renames an entry into its place, unless a whole one is there already. */
    private void publish(Path fresh, Path entry, CacheKey key) throws IOException {
        try {
            Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException occupied) {
            if (find(key).isEmpty()) {
                discard(key);
                Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** The folder an entry has once it is stored. */
    public Path entry(CacheKey key) {
        return root.resolve(key.folder());
    }

    /** Removes an entry, for example one that its engine could not load. */
    public void discard(CacheKey key) {
        Folders.delete(entry(key));
    }

    private static void touch(Path entry) {
        try {
            Path seal = Seal.of(entry);
            if (Files.getLastModifiedTime(seal)
                    .toInstant()
                    .isBefore(Instant.now().minus(TOUCH_AFTER))) {
                Files.setLastModifiedTime(seal, FileTime.from(Instant.now()));
            }
        } catch (IOException e) {
            // A read-only cache still serves; only its order of eviction goes stale.
        }
    }
}
