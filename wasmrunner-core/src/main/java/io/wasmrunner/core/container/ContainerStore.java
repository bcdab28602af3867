package io.wasmrunner.core.container;

import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The containers of this machine, shared by any number of processes. Files say what there is; the index only lists them.
 */
public final class ContainerStore implements AutoCloseable {
    /** Of the lock under which names are given. */
    static final String NAMES = "names";

    private final ContainerFiles files;
    private final NameLocks locks;
    private final Lookup lookup;
    private final IndexKeeper index;

    /** A store of which nothing is made or read before it is needed; {@code warnings} hears of what was mended. */
    public ContainerStore(StateFolder state, Consumer<String> warnings) {
        this.files = new ContainerFiles(state.containers());
        this.locks = NameLocks.of(state.containers().resolve(".lock"));
        this.lookup = new Lookup(files, locks);
        this.index = new IndexKeeper(state.root().resolve("state.db"), files, lookup, locks, warnings);
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
        lookup.open();
        return locks.lock(NAMES);
    }

    /**
     * Makes a container.
     *
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when its name is taken
     */
    public void create(Container container, ContainerFiles.Filling filling) throws IOException {
        try (Held _ = lockNames();
                Held _ = lock(container.id())) {
            requireFree(container.spec().name());
            index.changing(container.id());
            lookup.name(container.spec().name(), container.id());
            files.create(container, filling);
        }
    }

    private void requireFree(ContainerName name) throws IOException {
        Optional<ContainerId> other = lookup.named(name.text());
        if (other.isPresent()) {
            throw new WasmrunnerException(
                    ErrorCode.CONFLICT,
                    "cannot call a container %s: %s has that name; remove it (wasmrunner rm %s), rename it, or choose"
                                    .formatted(name, other.get().abbreviated(), name)
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
        index.changing(container.id());
        if (container.status().isLive()) {
            lookup.lives(container.id());
        }
        files.write(container.id(), container.state());
        if (!container.status().isLive()) {
            lookup.livesNoMore(container.id());
        }
    }

    /** Writes its specification, but for its name; its lock must be held. */
    public void writeSpec(Container container) throws IOException {
        index.changing(container.id());
        files.write(container.spec());
    }

    /**
     * Gives it another name; its lock must be held.
     *
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when that is taken
     */
    public Container rename(Container container, ContainerName name) throws IOException {
        try (Held _ = lockNames()) {
            requireFree(name);
            lookup.name(name, container.id());
            Container renamed = container.with(container.spec().with(name));
            writeSpec(renamed);
            lookup.unname(container.spec().name(), container.id());
            return renamed;
        }
    }

    /** Takes it away with all its files; its lock must be held. */
    public void delete(ContainerId id) throws IOException {
        try (Held _ = lockNames()) {
            index.changing(id);
            Optional<ContainerName> name = files.name(id);
            files.delete(id);
            if (name.isPresent()) {
                lookup.unname(name.get(), id);
            }
            lookup.livesNoMore(id);
        }
    }

    /** All containers, the newest first, as they were written down last. */
    public List<ContainerRow> list() throws IOException {
        return index.list();
    }

    /** All that live, and perhaps some that do no more; quicker than {@link #list}. */
    public List<ContainerId> live() throws IOException {
        return lookup.live();
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
        Optional<ContainerId> named = lookup.named(text.startsWith("/") ? text.substring(1) : text);
        if (named.isPresent() || !ContainerId.isPrefix(text)) {
            return named;
        }
        List<ContainerId> found = new ArrayList<>();
        for (ContainerId id : files.list()) {
            if (id.hex().startsWith(text)) {
                found.add(id);
            }
        }
        if (found.size() > 1) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot tell which container %s is: %s; give more of the id, or the name"
                            .formatted(text, String.join(", ", described(found))));
        }
        return found.stream().findFirst();
    }

    private List<String> described(List<ContainerId> ids) throws IOException {
        List<String> names = new ArrayList<>();
        for (ContainerId id : ids) {
            Optional<ContainerName> name = files.name(id);
            names.add(id.abbreviated() + (name.isPresent() ? " (" + name.get() + ")" : " (damaged)"));
        }
        names.sort(null);
        return names;
    }

    /** Makes what finds containers anew from the files, and tells what could not be read. */
    public List<String> rebuild() throws IOException {
        lookup.repair();
        return index.rebuild();
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
