package io.wasmrunner.core.container;

import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.runtime.ErrorCode;
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
 * The containers of this machine, shared by any number of processes. Files say what there is; the index only lists them.
 * Each change marks its container until the index has caught up, so that what a killed process left behind is read again.
 */
public final class ContainerStore implements AutoCloseable {
    private static final String DATABASE = "state.db";
    private static final String NAMES = "names";
    private static final String INDEX = "index";

    private final Path root;
    private final Path marks;
    private final ContainerFiles files;
    private final NameLocks locks;
    private final Consumer<String> warnings;
    private @Nullable ContainerIndex index;

    /** A store of which nothing is made or read before it is needed; {@code warnings} hears of what was mended. */
    public ContainerStore(StateFolder state, Consumer<String> warnings) {
        this.root = state.root();
        this.files = new ContainerFiles(state.containers());
        this.marks = state.containers().resolve(".changing");
        this.locks = NameLocks.of(state.containers().resolve(".lock"));
        this.warnings = warnings;
    }

    public ContainerFiles files() {
        return files;
    }

    /** Waits until nobody else changes that container. What is done meanwhile must not wait for its guest. */
    public Held lock(ContainerId id) throws IOException {
        return locks.lock(id.hex());
    }

    /** The same, without waiting; null when somebody else does. */
    public @Nullable Held tryLock(ContainerId id) throws IOException {
        return locks.tryLock(id.hex());
    }

    /** Waits until nobody else makes a container or gives one another name. */
    public Held lockNames() throws IOException {
        return locks.lock(NAMES);
    }

    /**
     * Makes a container.
     *
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when its name is taken
     */
    public void create(Container container, ContainerFiles.Filling filling) throws IOException {
        try (Held _ = locks.lock(NAMES)) {
            requireFree(container.spec().name());
            mark(container.id());
            files.create(container, filling);
            index().put(ContainerRow.of(container));
            unmark(container.id());
        }
    }

    private void requireFree(ContainerName name) throws IOException {
        Optional<ContainerRow> other = index().named(name.text());
        if (other.isPresent()) {
            throw new WasmrunnerException(
                    ErrorCode.CONFLICT,
                    "cannot call a container %s: %s has that name; remove it (wasmrunner rm %s), rename it, or choose"
                                    .formatted(name, other.get().id().abbreviated(), name)
                            + " another");
        }
    }

    /**
     * What there is of a container, from its files; empty when there is no such one.
     *
     * @throws RegistryException {@link RegistryError#INVALID} when its files are damaged
     */
    public Optional<Container> read(ContainerId id) throws IOException {
        return files.read(id);
    }

    /**
     * The same.
     *
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when it is gone
     */
    public Container require(ContainerId id) throws IOException {
        return read(id).orElseThrow(() -> new WasmrunnerException(
                ErrorCode.NOT_FOUND, "no container " + id.abbreviated() + " any more: somebody removed it just now"));
    }

    /** Writes its state; its lock must be held. */
    public void writeState(Container container) throws IOException {
        mark(container.id());
        files.write(container.id(), container.state());
        index().put(ContainerRow.of(container));
        unmark(container.id());
    }

    /** Writes its specification, but for its name; its lock must be held. */
    public void writeSpec(Container container) throws IOException {
        mark(container.id());
        files.write(container.spec());
        index().put(ContainerRow.of(container));
        unmark(container.id());
    }

    /**
     * Gives it another name; its lock must be held.
     *
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when that is taken
     */
    public Container rename(Container container, ContainerName name) throws IOException {
        try (Held _ = locks.lock(NAMES)) {
            requireFree(name);
            Container renamed = container.with(container.spec().with(name));
            writeSpec(renamed);
            return renamed;
        }
    }

    /** Takes it away with all its files; its lock must be held. */
    public void delete(ContainerId id) throws IOException {
        mark(id);
        files.delete(id);
        index().delete(id);
        unmark(id);
    }

    /** All containers, the newest first, as they were written down last. */
    public List<ContainerRow> list() throws IOException {
        return index().list();
    }

    /**
     * By its name, its id, or the beginning of its id.
     *
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when there is none, {@link ErrorCode#USAGE} when it is the
     *     beginning of several, which the message lists
     */
    public ContainerId find(String text) throws IOException {
        return search(text)
                .orElseThrow(() -> new WasmrunnerException(
                        ErrorCode.NOT_FOUND, "no container %s; wasmrunner ps -a lists all".formatted(text)));
    }

    /** The same; empty when there is none. */
    public Optional<ContainerId> search(String text) throws IOException {
        if (ContainerId.isId(text)) {
            ContainerId id = new ContainerId(text);
            return Files.isDirectory(files.folder(id)) ? Optional.of(id) : Optional.empty();
        }
        Optional<ContainerRow> named = index().named(text.startsWith("/") ? text.substring(1) : text);
        if (named.isPresent() || !ContainerId.isPrefix(text)) {
            return named.map(ContainerRow::id);
        }
        List<ContainerRow> found = index().startingWith(text);
        if (found.size() > 1) {
            List<String> names = new ArrayList<>();
            found.forEach(row -> names.add(row.id().abbreviated() + " (" + row.name() + ")"));
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot tell which container %s is: %s; give more of the id, or the name"
                            .formatted(text, String.join(", ", names)));
        }
        return found.stream().findFirst().map(ContainerRow::id);
    }

    /** Makes the index anew from the files, and tells what could not be read. */
    public List<String> rebuild() throws IOException {
        try (Held _ = locks.lock(INDEX)) {
            closeIndex();
            deleteIndex();
            return fill(open());
        }
    }

    private void mark(ContainerId id) throws IOException {
        PrivateFolders.make(marks);
        Files.write(marks.resolve(id.hex()), new byte[0]);
    }

    private void unmark(ContainerId id) throws IOException {
        Files.deleteIfExists(marks.resolve(id.hex()));
    }

    /** With what others were at when they were killed, or are at now. */
    private synchronized ContainerIndex index() throws IOException {
        ContainerIndex current = index;
        if (current == null) {
            try (Held _ = locks.lock(INDEX)) {
                current = openOrMake();
            }
            index = current;
        }
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

    /** Somebody who is still at it leaves the mark; it costs nothing but to look again. */
    private void catchUp(ContainerIndex current, ContainerId id) throws IOException {
        Held turn = locks.tryLock(id.hex());
        try {
            Optional<Container> found = readable(id);
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

    private Optional<Container> readable(ContainerId id) throws IOException {
        try {
            return files.read(id);
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    private ContainerIndex openOrMake() throws IOException {
        boolean there = Files.exists(root.resolve(DATABASE));
        try {
            ContainerIndex opened = open();
            if (!opened.boot().equals(Optional.of(boot()))) {
                List<String> problems = fill(opened);
                problems.forEach(warnings);
                if (!there && !files.list().isEmpty()) {
                    warnings.accept(DATABASE + " was missing; made anew from the containers' files");
                }
            }
            return opened;
        } catch (RegistryException e) {
            if (e.error() != RegistryError.INVALID) {
                throw e;
            }
            warnings.accept(e.getMessage() + "; made anew from the containers' files");
            deleteIndex();
            ContainerIndex made = open();
            fill(made).forEach(warnings);
            return made;
        }
    }

    private ContainerIndex open() throws IOException {
        return ContainerIndex.open(root.resolve(DATABASE));
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

    private void deleteIndex() throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(root.resolve(DATABASE + suffix));
        }
    }

    private synchronized void closeIndex() throws IOException {
        if (index != null) {
            index.close();
            index = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeIndex();
    }
}
