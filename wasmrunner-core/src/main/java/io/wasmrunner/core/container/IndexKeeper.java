package io.wasmrunner.core.container;

import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the index in step with the containers' files. Each change marks its container until the index has caught up, so that
 * what a killed process left behind is read again. An index that cannot be used, as on a full disk, is none that anybody
 * needs: this process then has one in memory, and what could not be told to the file makes the file go.
 */
final class IndexKeeper implements AutoCloseable {
    private static final String LOCK = "index";

    /** Bytes without which SQLite cannot even read. */
    private static final long NEEDED = 64 << 10;

    private final Path file;
    private final Path marks;
    private final ContainerFiles files;
    private final NameLocks locks;
    private final Consumer<String> warnings;
    private @Nullable ContainerIndex index;

    IndexKeeper(Path file, ContainerFiles files, NameLocks locks, Consumer<String> warnings) {
        this.file = file;
        this.marks = files.root().resolve(".changing");
        this.files = files;
        this.locks = locks;
        this.warnings = warnings;
    }

    /** With what others were at when they were killed, or are at now. */
    synchronized ContainerIndex now() throws IOException {
        ContainerIndex current = opened();
        String[] changing = new File(marks.toString()).list();
        if (changing != null) {
            for (String hex : changing) {
                if (ContainerId.isId(hex)) {
                    catchUp(current, new ContainerId(hex));
                }
            }
        }
        return current;
    }

    /** To be called before the files of a container are changed. */
    synchronized void changing(ContainerId id) throws IOException {
        try {
            PrivateFolders.make(marks);
            Files.write(marks.resolve(id.hex()), new byte[0]);
        } catch (IOException e) {
            doWithout(e);
        }
    }

    /** To be called after that. */
    synchronized void changed(Container container) throws IOException {
        try {
            opened().put(ContainerRow.of(container));
        } catch (RegistryException e) {
            doWithout(e);
        }
        unmark(container.id());
    }

    /** To be called after all of its files went away. */
    synchronized void deleted(ContainerId id) throws IOException {
        try {
            opened().delete(id);
        } catch (RegistryException e) {
            doWithout(e);
        }
        unmark(id);
    }

    /** Makes it anew from the files, and tells what could not be read. */
    synchronized List<String> rebuild() throws IOException {
        try (Held _ = locks.lock(LOCK)) {
            close();
            delete();
            ContainerIndex made = ContainerIndex.open(file);
            index = made;
            return fill(made);
        }
    }

    private ContainerIndex opened() throws IOException {
        ContainerIndex current = index;
        if (current == null) {
            try (Held _ = locks.lock(LOCK)) {
                current = openOrMake();
            }
            index = current;
        }
        return current;
    }

    private ContainerIndex openOrMake() throws IOException {
        boolean there = Files.exists(file);
        try {
            ContainerIndex opened = ContainerIndex.open(file);
            if (!opened.boot().equals(Optional.of(boot()))) {
                fill(opened).forEach(warnings);
                if (!there && !files.list().isEmpty()) {
                    warnings.accept(file.getFileName() + " was missing; made anew from the containers' files");
                }
            }
            return opened;
        } catch (RegistryException e) {
            if (e.error() != RegistryError.INVALID) {
                return inMemory(e);
            }
            warnings.accept(e.getMessage() + "; made anew from the containers' files");
            delete();
            ContainerIndex made = ContainerIndex.open(file);
            fill(made).forEach(warnings);
            return made;
        }
    }

    /** The file is not right any more: it goes, which needs no room, and is made anew by the next who can. */
    private void doWithout(Exception e) throws IOException {
        close();
        delete();
        index = inMemory(e);
    }

    private ContainerIndex inMemory(Exception e) throws IOException {
        boolean full = Files.getFileStore(file.getParent()).getUsableSpace() < NEEDED;
        warnings.accept((full ? "the disk with " + file.getParent() + " is full" : e.getMessage())
                + "; the containers' files are read instead of " + file.getFileName());
        ContainerIndex memory = ContainerIndex.inMemory();
        fill(memory).forEach(warnings);
        return memory;
    }

    private List<String> fill(ContainerIndex empty) throws IOException {
        List<String> problems = new ArrayList<>();
        List<ContainerRow> rows = new ArrayList<>();
        for (ContainerId id : files.list()) {
            try {
                files.read(id).ifPresent(container -> rows.add(ContainerRow.of(container)));
            } catch (RegistryException | WasmrunnerException e) {
                problems.add(e.getMessage() + "; wasmrunner rm " + id.abbreviated() + " removes it");
                rows.add(ContainerRow.dead(id));
            }
        }
        empty.replace(rows, boot());
        return problems;
    }

    /** What was written just before the machine went down may not have reached the index, though it reached the files. */
    private static String boot() {
        try (FileInputStream in = new FileInputStream("/proc/sys/kernel/random/boot_id")) {
            return new String(in.readNBytes(64), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Somebody who is still at it leaves the mark; it costs nothing but to look again. */
    private void catchUp(ContainerIndex current, ContainerId id) throws IOException {
        Held turn = locks.tryLock(id.hex());
        try {
            Optional<Container> found = files.readable(id);
            if (found.isPresent()) {
                current.put(ContainerRow.of(found.get()));
            } else if (!Files.isDirectory(files.folder(id))) {
                current.delete(id);
            }
            if (turn != null) {
                unmark(id);
            }
        } finally {
            if (turn != null) {
                turn.close();
            }
        }
    }

    private void unmark(ContainerId id) throws IOException {
        Files.deleteIfExists(marks.resolve(id.hex()));
    }

    private void delete() throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
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
