package io.wasmrunner.runtime.cache;

import io.wasmrunner.sandbox.digest.Sha256;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The file in an entry that lists its other files, one line each: SHA-256, size, name. Files with a dot in their name
 * are left out: Wasmtime's cache keeps statistics and locks in such, and changes them when it likes.
 */
final class Seal {
    private static final String NAME = "seal";

    private Seal() {}

    static Path of(Path entry) {
        return entry.resolve(NAME);
    }

    /** Seals what is in the folder now, and flushes it all to the disk. */
    static void write(Path entry) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Path file : files(entry)) {
            flush(file);
            lines.append(digest(file)).append(' ').append(Files.size(file)).append(' ');
            lines.append(entry.relativize(file)).append('\n');
        }
        Files.writeString(of(entry), lines);
        flush(of(entry));
    }

    /**
     * Whether every sealed file is there with its size and digest.
     *
     * @throws FileNotFoundException when there is no such entry
     * @throws IOException when it is damaged
     */
    static boolean matches(Path entry) throws IOException {
        List<String> lines =
                new String(bytes(of(entry)), StandardCharsets.UTF_8).lines().toList();
        for (String line : lines) {
            String[] parts = line.split(" ", 3);
            Path file = parts.length == 3 ? entry.resolve(parts[2]) : entry;
            if (!Files.isRegularFile(file)
                    || Files.size(file) != Long.parseLong(parts[1])
                    || !digest(file).equals(parts[0])) {
                throw new IOException("damaged cache entry " + entry);
            }
        }
        return !lines.isEmpty();
    }

    private static List<Path> files(Path entry) throws IOException {
        return Folders.contents(entry).stream()
                .filter(file -> !file.getFileName().toString().contains(".") && Files.isRegularFile(file))
                .sorted()
                .toList();
    }

    private static String digest(Path file) throws IOException {
        return Sha256.hex(bytes(file));
    }

    /** Not by Files: its channels cost 2 ms at start. */
    private static byte[] bytes(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        }
    }

    private static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
