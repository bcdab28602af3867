package io.wasmrunner.runtime.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps a cache below its size: what was used longest ago goes first, and with it what crashed writers left. */
final class Eviction {
    private static final Duration ABANDONED = Duration.ofHours(1);

    private Eviction() {}

    private record Entry(Path folder, long bytes, Instant used) {}

    /** Removes entries until the rest fits in {@code maxBytes}; never {@code keep}. */
    static void trim(Path root, long maxBytes, Path keep) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.toList()) {
                if (isAbandoned(folder)) {
                    Folders.delete(folder);
                } else if (Files.exists(Seal.of(folder))) {
                    measure(folder, entries);
                } else {
                    measureParts(folder, entries);
                }
            }
        }
        long total = entries.stream().mapToLong(Entry::bytes).sum();
        entries.sort(Comparator.comparing(Entry::used));
        for (Entry entry : entries) {
            if (total <= maxBytes) {
                return;
            }
            if (!entry.folder.equals(keep)) {
                Folders.delete(entry.folder);
                total -= entry.bytes;
            }
        }
    }

    /** A folder of entries in the shared one. */
    private static void measureParts(Path folder, List<Entry> into) throws IOException {
        try (Stream<Path> parts = Files.list(folder)) {
            parts.filter(part -> Files.exists(Seal.of(part))).forEach(part -> measure(part, into));
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Removed meanwhile, or none of ours.
        }
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        try {
            return folder.getFileName().toString().startsWith(".new-")
                    && Files.getLastModifiedTime(folder)
                            .toInstant()
                            .isBefore(Instant.now().minus(ABANDONED));
        } catch (NoSuchFileException e) {
            // Its writer has just put it in its place.
            return false;
        }
    }

    private static void measure(Path folder, List<Entry> into) {
        try {
            long bytes = 0;
            for (Path file : Folders.contents(folder)) {
                bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
            }
            into.add(new Entry(
                    folder, bytes, Files.getLastModifiedTime(Seal.of(folder)).toInstant()));
        } catch (IOException e) {
            // Being written or removed by another process: not ours to count.
        }
    }
}
