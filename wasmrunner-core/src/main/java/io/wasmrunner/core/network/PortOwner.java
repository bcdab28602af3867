package io.wasmrunner.core.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out who listens on a port, as far as Linux tells this user. */
final class PortOwner {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    private PortOwner() {}

    /** For example {@code nginx (process 812)}; empty when it is another user's, or this is not Linux. */
    static Optional<String> find(int port) {
        try {
            Set<String> links = new HashSet<>();
            for (String table : List.of("net/tcp", "net/tcp6")) {
                Path file = PROC.resolve(table);
                for (String line : Files.isReadable(file) ? Files.readAllLines(file) : List.<String>of()) {
                    socket(line, port).ifPresent(links::add);
                }
            }
            return links.isEmpty() ? Optional.empty() : owner(links);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** The link that a process with this socket has, when the line of the table is about the port. */
    private static Optional<String> socket(String line, int port) {
        String[] words = line.strip().split("\\s+", -1);
        boolean meant = words.length > 9 && words[3].equals(LISTENING) && words[1].endsWith(":%04X".formatted(port));
        return meant ? Optional.of("socket:[" + words[9] + "]") : Optional.empty();
    }

    private static Optional<String> owner(Set<String> links) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (has(process, links)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of(printable(name) + " (process " + process.getFileName() + ")");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean has(Path process, Set<String> links) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (links.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // It is another user's, or has ended.
        }
        return false;
    }

    /** A process may call itself anything. */
    private static String printable(String name) {
        return name.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
