package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import io.wasmrunner.registry.file.PrivateFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Folders in which something is made that nobody sees before it is whole; what dead processes left is found and removed. */
public final class WorkFolders {
    private final Path root;
    private final NameLocks names;

    public WorkFolders(Path root) {
        this.root = root;
        this.names = NameLocks.of(root.resolveSibling(root.getFileName() + ".names"));
    }

    /** A new one, empty. */
    public Work open() throws IOException {
        PrivateFolders.make(root);
        String name = UUID.randomUUID().toString();
        Held turn = names.lock(name);
        boolean made = false;
        try {
            Path folder = root.resolve(name);
            PrivateFolders.make(folder);
            made = true;
            return new Work(folder, turn);
        } finally {
            if (!made) {
                turn.close();
            }
        }
    }

    /** Removes those whose process is gone. */
    public void removeAbandoned() throws IOException {
        for (Path folder : Trees.list(root)) {
            try (Held abandoned = names.tryLock(folder.getFileName().toString())) {
                if (abandoned != null) {
                    Trees.delete(folder);
                }
            }
        }
    }

    /** One of them; closing it removes what is still in it. */
    public static final class Work implements AutoCloseable {
        private final Path folder;
        private final Held turn;

        Work(Path folder, Held turn) {
            this.folder = folder;
            this.turn = turn;
        }

        public Path folder() {
            return folder;
        }

        /** Makes all that is in it visible as {@code place}, where nothing must be, to stay. */
        void moveTo(Path place) throws IOException {
            PrivateFolders.make(place.getParent());
            DurableFile.syncFolder(folder);
            Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
            DurableFile.syncFolder(place.getParent());
        }

        /** Takes what is at {@code place} out of everybody's sight, when it is there; the folder must be empty. */
        void take(Path place) throws IOException {
            try {
                Files.move(place, folder.resolve("taken"), StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException _) {
                return;
            }
            DurableFile.syncFolder(place.getParent());
        }

        @Override
        public void close() throws IOException {
            try (turn) {
                Trees.delete(folder);
            }
        }
    }
}
