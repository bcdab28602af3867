package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import io.wasmrunner.registry.file.PrivateFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** What living processes are using: a file each, with a digest in a line each, and a lock that goes with the process. */
final class Marks {
    private final Path root;
    private final NameLocks names;

    Marks(Path root) {
        this.root = root;
        this.names = NameLocks.of(root.resolveSibling(root.getFileName() + ".names"));
    }

    /** Marks all of them until it is closed. */
    Held set(Collection<Digest> used) throws IOException {
        PrivateFolders.make(root);
        String name = UUID.randomUUID().toString();
        Held turn = names.lock(name);
        boolean set = false;
        try {
            Path file = root.resolve(name);
            StringBuilder lines = new StringBuilder();
            used.forEach(digest -> lines.append(digest).append('\n'));
            Files.writeString(file, lines, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
            set = true;
            return () -> {
                try (turn) {
                    Files.deleteIfExists(file);
                }
            };
        } finally {
            if (!set) {
                turn.close();
            }
        }
    }

    Set<Digest> all() throws IOException {
        Set<Digest> all = new HashSet<>();
        for (Path file : Trees.list(root)) {
            try (Held dead = names.tryLock(file.getFileName().toString())) {
                if (dead != null) {
                    Files.deleteIfExists(file);
                    continue;
                }
            }
            all.addAll(read(file));
        }
        return all;
    }

    /** Digests in a line each; what is none is left out, nothing when the file is not there. */
    static Set<Digest> read(Path file) throws IOException {
        Set<Digest> all = new HashSet<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                if (Digest.isDigest(line)) {
                    all.add(Digest.parse(line));
                }
            }
        } catch (NoSuchFileException _) {
            return Set.of();
        }
        return all;
    }
}
