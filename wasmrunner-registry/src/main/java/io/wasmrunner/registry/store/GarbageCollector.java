package io.wasmrunner.registry.store;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.FailPoint;
import io.wasmrunner.registry.file.Held;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Removes blobs that nothing needs, beside whoever pulls, builds and pushes. What is needed is looked up first, without a
 * lock. A blob that became needed since then was touched or held by whoever needs it; so what is newer than the look, or
 * held by a lease, stays.
 */
public final class GarbageCollector {
    /** How long what came of a broken-off download waits for the next attempt. */
    private static final Duration KEEP_PARTS = Duration.ofDays(1);

    /** File systems keep times coarsely. */
    private static final long SLACK_MILLIS = 2000;

    /** Blobs removed while others wait. */
    private static final int BATCH = 64;

    private final BlobStore store;

    public GarbageCollector(BlobStore store) {
        this.store = store;
    }

    /**
     * @param needed whether something that was there when {@code lookedAt} was read names the blob
     * @param lookedAt milliseconds since 1970, read before {@code needed} was worked out
     * @param grace how long a blob stays that nothing names yet
     * @param dryRun tells what would be removed, and removes nothing
     */
    public Collected collect(Predicate<Digest> needed, long lookedAt, Duration grace, boolean dryRun)
            throws IOException {
        long newest = lookedAt - Math.max(SLACK_MILLIS, grace.toMillis());
        List<Digest> candidates =
                store.list().stream().filter(needed.negate()).sorted().toList();
        List<Digest> removed = new ArrayList<>();
        long bytes = 0;
        for (int from = 0; from < candidates.size(); from += BATCH) {
            List<Digest> batch = candidates.subList(from, Math.min(from + BATCH, candidates.size()));
            try (Held _ = store.lock().exclusive()) {
                Set<Digest> leased = leased();
                for (Digest digest : batch) {
                    long size = leased.contains(digest) ? -1 : remove(store.path(digest), newest, dryRun);
                    if (size >= 0) {
                        removed.add(digest);
                        bytes += size;
                    }
                }
            }
        }
        return new Collected(removed, bytes + removeParts(dryRun));
    }

    /** Bytes of what is gone then, or -1 when it stays. */
    private static long remove(Path file, long newest, boolean dryRun) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.lastModifiedTime().toMillis() >= newest) {
                return -1;
            }
            if (!dryRun) {
                FailPoint.reach("gc.remove");
                Files.delete(file);
            }
            return attributes.size();
        } catch (NoSuchFileException _) {
            return -1;
        }
    }

    /** Of all processes that live; what dead ones left is cleared away. */
    private Set<Digest> leased() throws IOException {
        Set<Digest> leased = new HashSet<>();
        for (Path file : BlobStore.files(store.root().resolve("leases"))) {
            try (Held dead = store.names().tryLock(file.getFileName().toString())) {
                if (dead != null) {
                    Files.deleteIfExists(file);
                    continue;
                }
            }
            for (String line : lines(file)) {
                if (Digest.isDigest(line)) {
                    leased.add(Digest.parse(line));
                }
            }
        }
        return leased;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /** What never became a blob: at once when nobody can go on with it, else after a day. */
    private long removeParts(boolean dryRun) throws IOException {
        long bytes = 0;
        long oldest = System.currentTimeMillis() - KEEP_PARTS.toMillis();
        for (Path file : BlobStore.files(store.ingest())) {
            String name = file.getFileName().toString();
            try (Held abandoned = store.names().tryLock(name)) {
                if (abandoned != null) {
                    long size = remove(file, name.startsWith(".") ? Long.MAX_VALUE : oldest, dryRun);
                    bytes += Math.max(0, size);
                }
            }
        }
        if (bytes > 0 && !dryRun) {
            DurableFile.syncFolder(store.ingest());
        }
        return bytes;
    }
}
