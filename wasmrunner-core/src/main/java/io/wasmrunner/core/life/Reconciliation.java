package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.layer.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what does not fit: containers that say they run and do not, folders half made, an index that is behind. */
final class Reconciliation {
    private final ContainerStore store;
    private final Truth truth;
    private final Settlement settlement;

    Reconciliation(ContainerStore store, Truth truth, Settlement settlement) {
        this.store = store;
        this.truth = truth;
        this.settlement = settlement;
    }

    List<String> run(boolean dryRun) throws IOException {
        List<String> found = new ArrayList<>();
        for (ContainerId id : store.files().list()) {
            settle(id, dryRun, found);
        }
        for (ContainerId id : store.files().parts()) {
            part(id, store.files().part(id), dryRun, found);
        }
        index(dryRun, found);
        return found;
    }

    private void settle(ContainerId id, boolean dryRun, List<String> found) throws IOException {
        try {
            Optional<Container> container = store.read(id);
            if (container.isEmpty() || !container.get().status().isLive() || truth.isKept(id)) {
                return;
            }
            boolean seen = Files.exists(store.files().end(id));
            found.add("%s (%s) is %s, but its shim is gone: it has %s"
                    .formatted(
                            container.get().name(),
                            id.abbreviated(),
                            container.get().status(),
                            seen ? "ended, as its record says" : "ended, and nobody saw how"));
            if (!dryRun) {
                settlement.settle(id, Settlement.By.OTHERS);
            }
        } catch (RegistryException e) {
            found.add("%s is damaged: %s; wasmrunner rm %s removes it"
                    .formatted(id.abbreviated(), e.getMessage(), id.abbreviated()));
        }
    }

    /** Whoever makes a container holds the first lock meanwhile, whoever removes it the second. */
    private void part(ContainerId id, Path part, boolean dryRun, List<String> found) throws IOException {
        try (Held _ = store.lockNames();
                Held turn = store.tryLock(id)) {
            if (turn != null && Files.exists(part)) {
                found.add("%s was being made or removed when its process was killed: it goes"
                        .formatted(part.getFileName()));
                if (!dryRun) {
                    Trees.delete(part);
                }
            }
        }
    }

    private void index(boolean dryRun, List<String> found) throws IOException {
        for (ContainerRow row : store.list()) {
            if (row.status() == Status.DEAD) {
                continue;
            }
            Optional<Container> container = store.files().readable(row.id());
            if (container.isEmpty() || !ContainerRow.of(container.get()).equals(row)) {
                found.add("%s (%s) is not in the index as its files have it"
                        .formatted(row.name(), row.id().abbreviated()));
                if (!dryRun) {
                    store.rebuild();
                    return;
                }
            }
        }
    }
}
