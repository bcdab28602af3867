package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.shim.ShimLock;
import io.wasmrunner.sandbox.shim.ShimState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How containers are now: what is written down of them, held against what lives. What a crash left behind is settled. */
final class Truth {
    private final ContainerStore store;
    private final Settlement settlement;
    private final Resumption resumption;

    Truth(ContainerStore store, Settlement settlement, Resumption resumption) {
        this.store = store;
        this.settlement = settlement;
        this.resumption = resumption;
    }

    /**
     * A container as it is now.
     *
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when it is gone
     */
    Container of(ContainerId id) throws IOException {
        Optional<Container> found = find(id);
        return found.isPresent() ? found.get() : store.require(id);
    }

    /** The same; empty when it is gone. */
    Optional<Container> find(ContainerId id) throws IOException {
        Optional<Container> found = store.read(id);
        if (found.isEmpty() || !found.get().status().isLive()) {
            return found;
        }
        if (isKept(id)) {
            return Optional.of(resumption.look(found.get()));
        }
        settlement.settle(id, Settlement.By.OTHERS);
        return store.read(id);
    }

    /** Whether a shim keeps it; one that somebody is just starting is waited for. */
    boolean isKept(ContainerId id) throws IOException {
        Path folder = store.files().folder(id);
        if (ShimLock.isAlive(folder)) {
            return true;
        }
        try (Held _ = store.lock(id)) {
            return ShimLock.isAlive(folder);
        }
    }

    /** The same of one that was read. */
    Container look(Container container) {
        return resumption.look(container);
    }

    /** A shim that waited may have started its guest again since; that is written down. Its lock must be held. */
    Container resumed(Container container) throws IOException {
        return resumption.record(container);
    }

    /** The process id of its launcher; 0 when none runs. */
    long launcher(ContainerId id) {
        ShimState shim = resumption.shim(id);
        return shim == null ? 0 : shim.launcher();
    }

    /** All containers as they are now, the newest first. */
    List<ContainerRow> list() throws IOException {
        List<ContainerRow> rows = new ArrayList<>();
        for (ContainerRow row : store.list()) {
            if (!row.status().isLive()
                    || (row.status() != Status.RESTARTING
                            && ShimLock.isAlive(store.files().folder(row.id())))) {
                rows.add(row);
            } else {
                find(row.id()).map(ContainerRow::of).ifPresent(rows::add);
            }
        }
        return rows;
    }

    /** Those that run, as they are now, the newest first. The index is not asked: to open it takes longer. */
    List<ContainerRow> running() throws IOException {
        List<ContainerRow> rows = new ArrayList<>();
        for (ContainerId id : store.live()) {
            Optional<Container> found = readable(id);
            if (found.isPresent() && found.get().status().isLive()) {
                rows.add(ContainerRow.of(found.get()));
            }
        }
        rows.sort(ContainerRow::newestFirst);
        return rows;
    }

    /** One that is damaged does not run. */
    private Optional<Container> readable(ContainerId id) throws IOException {
        try {
            return find(id);
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }
}
