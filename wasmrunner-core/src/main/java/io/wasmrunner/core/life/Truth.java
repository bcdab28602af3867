package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.Health;
import io.wasmrunner.core.container.LastRun;
import io.wasmrunner.core.container.Move;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.shim.Reply;
import io.wasmrunner.sandbox.shim.ShimControl;
import io.wasmrunner.sandbox.shim.ShimLock;
import io.wasmrunner.sandbox.shim.ShimState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How containers are now: what is written down of them, held against what lives. What a crash left behind is settled. */
final class Truth {
    private final ContainerStore store;
    private final Settlement settlement;

    Truth(ContainerStore store, Settlement settlement) {
        this.store = store;
        this.settlement = settlement;
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
            return Optional.of(withItsShim(found.get()));
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

    /** A shim that waited may have started its guest again since, which it does not write down. */
    Container withItsShim(Container container) throws IOException {
        if (container.status() != Status.RESTARTING) {
            return container;
        }
        ShimState shim = state(container.id());
        if (shim == null || (shim.phase() != ShimState.Phase.RUNNING && shim.phase() != ShimState.Phase.STARTING)) {
            return container;
        }
        LastRun last = container.state().run();
        Health health = container.spec().life().health().isPresent() ? Health.STARTING : Health.NONE;
        return container.with(container
                .state()
                .with(container.after(Move.RESUME_AFTER_END))
                .with(LastRun.of(last.module(), Boot.milliseconds(shim.launcherStart())))
                .with(health));
    }

    /** The process id of its launcher; 0 when none runs. */
    long launcher(ContainerId id) {
        ShimState shim = state(id);
        return shim == null ? 0 : shim.launcher();
    }

    /** What its shim says; null when it does not. */
    private @Nullable ShimState state(ContainerId id) {
        try (ShimControl shim = ShimControl.connect(store.files().folder(id)).orElse(null)) {
            return shim != null && shim.state() instanceof Reply.Done<ShimState>(ShimState state) ? state : null;
        }
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
}
