package io.wasmrunner.runtime.cache;

import io.wasmrunner.sandbox.fs.PrivateFolder;
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
import org.jspecify.annotations.Nullable;

/**
 * A folder of entries that several processes share. Each entry is a folder of files under a {@link Seal} that holds
 * their digests; it appears whole by one rename, and is checked whole before it is used. An entry that does not match
 * its seal is thrown away, so that the caller makes it anew. A cache that cannot be written (a full disk, a
 * read-only home) makes runs slower, never wrong: failures to store are silent.
 */
public final class CompileCache {
    private static final Duration TOUCH_AFTER = Duration.ofHours(1);

    private final Path root;
    private final Path workshop;
    private final Path shared;
    private final long maxBytes;
    private final Keeper keeper;

    private CompileCache(Path root, Path workshop, Path shared, long maxBytes, @Nullable Keeper keeper) {
        this.root = root;
        this.workshop = workshop;
        this.shared = shared;
        this.maxBytes = maxBytes;
        this.keeper = keeper == null ? this::publish : keeper;
    }

    /** A cache in {@code root}, made when the first entry is stored, of at most {@code maxBytes} bytes. */
    public CompileCache(Path root, long maxBytes) {
        this(root, root, root, maxBytes, null);
    }

    /** One of several caches in folders of {@code shared}, which hold at most {@code maxBytes} bytes together. */
    public static CompileCache part(Path shared, String name, long maxBytes) {
        Path root = shared.resolve(name);
        return new CompileCache(root, root, shared, maxBytes, null);
    }

    /**
     * A cache that this process may only read. New entries are made in {@code workshop}, which it may write, and handed
     * to {@code keeper}.
     */
    public static CompileCache guarded(Path root, Path workshop, Keeper keeper) {
        return new CompileCache(root, workshop, root, Long.MAX_VALUE, keeper);
    }

    /** Puts a finished entry into its place. */
    @FunctionalInterface
    public interface Keeper {
        /** Whether what was made in {@code fresh} is, as the entry of that name, in its place now. */
        boolean keep(Path fresh, String entry) throws IOException;
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
        try {
            PrivateFolder.make(workshop);
            Path fresh = Files.createTempDirectory(workshop, ".new-", Folders.PRIVATE);
            try {
                writer.write(fresh);
                Seal.write(fresh);
                return keeper.keep(fresh, key.folder()) ? Optional.of(entry(key)) : Optional.empty();
            } finally {
                Folders.delete(fresh);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The folder of its entries. */
    public Path root() {
        return root;
    }

    /** Makes its folder. */
    void make() throws IOException {
        PrivateFolder.make(root);
    }

    /**
     * Renames a sealed entry into its place, unless a whole one is there already.
     *
     * @param fresh on the same file system
     */
    boolean publish(Path fresh, String name) throws IOException {
        Path entry = root.resolve(name);
        try {
            Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException occupied) {
            if (!isWhole(entry)) {
                Folders.delete(entry);
                Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Eviction.trim(shared, maxBytes, entry);
        return true;
    }

    private static boolean isWhole(Path entry) {
        try {
            return Seal.matches(entry);
        } catch (IOException | NumberFormatException e) {
            return false;
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
