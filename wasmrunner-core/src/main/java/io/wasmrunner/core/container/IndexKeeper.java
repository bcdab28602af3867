package io.wasmrunner.core.container;

import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the index in step with the containers' files. To open it takes as long as to start a guest, so whoever changes a
 * container only marks it, and whoever wants the list reads the marked ones again. An index that cannot be used, as on a full
 * disk, is none that anybody needs: the files are read instead.
 */
final class IndexKeeper implements AutoCloseable {
    private static final String LOCK = "index";

    /** More changes than that are not left to the next who wants the list. */
    private static final int MOST_CHANGED = 500;

    /** Bytes without which SQLite cannot even read. */
    private static final long NEEDED = 64 << 10;

    private final Path file;
    private final ContainerFiles files;
    private final Lookup lookup;
    private final NameLocks locks;
    private final Consumer<String> warnings;
    private @Nullable ContainerIndex index;
    private boolean isWithout;

    IndexKeeper(Path file, ContainerFiles files, Lookup lookup, NameLocks locks, Consumer<String> warnings) {
        this.file = file;
        this.files = files;
        this.lookup = lookup;
        this.locks = locks;
        this.warnings = warnings;
    }

    /** To be called before the files of a container are changed; its lock must be held until they are. */
    void changing(ContainerId id) throws IOException {
        Optional<Marks> changed = lookup.changed();
        if (changed.isPresent()) {
            if (changed.get().count() >= MOST_CHANGED) {
                list();
            }
            try {
                changed.get().set(id);
            } catch (IOException e) {
                forget();
            }
        }
    }

    /** The index is made anew before it is used again; to say so takes no room on the disk. */
    private void forget() throws IOException {
        Optional<Path> indexed = lookup.indexed();
        if (indexed.isPresent()) {
            Files.deleteIfExists(indexed.get());
        }
    }

    /** All containers, the newest first, as they were written down last. */
    synchronized List<ContainerRow> list() throws IOException {
        List<ContainerRow> rows = listed(warnings);
        return rows == null ? fromFiles(_ -> {}) : rows;
    }

    /** Makes it anew from the files, and tells what could not be read. */
    synchronized List<String> rebuild() throws IOException {
        List<String> problems = new ArrayList<>();
        forget();
        if (listed(problems::add) == null) {
            fromFiles(problems::add);
        }
        return problems;
    }

    /** Null when there is no index to be had. */
    private @Nullable List<ContainerRow> listed(Consumer<String> problems) throws IOException {
        Optional<Marks> changed = lookup.changed();
        Optional<Path> indexed = lookup.indexed();
        if (isWithout || !Files.isDirectory(files.root())) {
            return null;
        }
        if (changed.isEmpty() || indexed.isEmpty()) {
            doWithout("nothing can be written beneath " + files.root());
            return null;
        }
        try (Held _ = locks.lock(LOCK)) {
            ContainerIndex current = current(indexed.get(), problems);
            catchUp(current, changed.get());
            return current.list();
        } catch (RegistryException e) {
            forget();
            doWithout(e.getMessage());
            return null;
        }
    }

    private void doWithout(String why) throws IOException {
        isWithout = true;
        boolean full = Files.getFileStore(files.root()).getUsableSpace() < NEEDED;
        warnings.accept((full ? "the disk with " + file.getParent() + " is full" : why)
                + "; the containers' files are read instead of " + file.getFileName());
    }

    private ContainerIndex current(Path indexed, Consumer<String> problems) throws IOException {
        ContainerIndex current = index;
        if (current == null) {
            if (Files.exists(indexed) && !Files.exists(file)) {
                warnings.accept(file.getFileName() + " was missing; made anew from the containers' files");
                forget();
            }
            current = open();
            index = current;
        }
        if (!Files.exists(indexed)) {
            current.replace(fromFiles(problems));
            Files.write(indexed, new byte[0]);
        }
        return current;
    }

    private ContainerIndex open() throws IOException {
        try {
            return ContainerIndex.open(file);
        } catch (RegistryException e) {
            if (e.error() != RegistryError.INVALID) {
                throw e;
            }
            warnings.accept(e.getMessage() + "; made anew from the containers' files");
            forget();
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
            return ContainerIndex.open(file);
        }
    }

    private List<ContainerRow> fromFiles(Consumer<String> problems) throws IOException {
        List<ContainerRow> rows = new ArrayList<>();
        for (ContainerId id : files.list()) {
            try {
                Optional<Container> container = files.read(id);
                if (container.isPresent()) {
                    rows.add(ContainerRow.of(container.get()));
                }
            } catch (RegistryException | WasmrunnerException e) {
                problems.accept(e.getMessage() + "; wasmrunner rm " + id.abbreviated() + " removes it");
                rows.add(ContainerRow.dead(id));
            }
        }
        rows.sort(ContainerRow::newestFirst);
        return rows;
    }

    private void catchUp(ContainerIndex current, Marks changed) throws IOException {
        List<ContainerRow> rows = new ArrayList<>();
        List<ContainerId> gone = new ArrayList<>();
        List<ContainerId> settled = new ArrayList<>();
        List<Held> turns = new ArrayList<>();
        try {
            for (ContainerId id : changed.list()) {
                Held turn = locks.tryLock(id.hex());
                if (turn != null) {
                    turns.add(turn);
                    settled.add(id);
                }
                Optional<Container> found = files.readable(id);
                if (found.isPresent()) {
                    rows.add(ContainerRow.of(found.get()));
                } else if (!Files.isDirectory(files.folder(id))) {
                    gone.add(id);
                }
            }
            if (!rows.isEmpty() || !gone.isEmpty()) {
                current.change(rows, gone);
            }
            // Somebody who is still at it leaves the mark; it costs nothing but to look again.
            for (ContainerId id : settled) {
                changed.clear(id);
            }
        } finally {
            for (Held turn : turns) {
                turn.close();
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (index != null) {
            index.close();
            index = null;
        }
    }
}
