package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.image.ImageUsers;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.layer.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What is to be done about all containers of a machine, now and then. */
public final class Upkeep {
    private final ContainerStore store;
    private final Truth truth;
    private final Settlement settlement;
    private final Changes changes;

    Upkeep(ContainerStore store, Truth truth, Settlement settlement, Changes changes) {
        this.store = store;
        this.truth = truth;
        this.settlement = settlement;
        this.changes = changes;
    }

    /** Which containers have an image. */
    public ImageUsers imageUsers() {
        return image -> {
            List<ImageUsers.User> users = new ArrayList<>();
            for (ContainerRow row : store.list()) {
                if (row.imageId().equals(image.toString())) {
                    users.add(new ImageUsers.User(row.name(), row.status().isLive()));
                }
            }
            return users;
        };
    }

    /**
     * Looks for what processes left behind that were killed, or that went down with the machine, and mends it.
     *
     * @param dryRun only look
     * @return what was found, a line each
     */
    public List<String> reconcile(boolean dryRun) throws IOException {
        return new Reconciliation(store, truth, settlement).run(dryRun);
    }

    /** Those that do not run and whose restart policy asks for it when the machine is back. */
    public List<Container> toBeStarted() throws IOException {
        List<Container> wanted = new ArrayList<>();
        for (ContainerRow row : store.list()) {
            boolean wasLive = row.status().isLive();
            Optional<Container> container = row.status() == Status.DEAD ? Optional.empty() : truth.find(row.id());
            if (container.isPresent()
                    && !container.get().status().isLive()
                    && container.get().state().run().started() != 0
                    && container
                            .get()
                            .spec()
                            .life()
                            .restart()
                            .survivesReboot(
                                    wasLive, container.get().state().restarts().stoppedByUser())) {
                wanted.add(container.get());
            }
        }
        return wanted;
    }

    /** Removes all that do not run and that {@code which} says. */
    public PrunedContainers prune(Predicate<ContainerRow> which) throws IOException {
        List<ContainerId> removed = new ArrayList<>();
        long bytes = 0;
        for (ContainerRow row : truth.list()) {
            if (!row.status().isLive() && row.status() != Status.DEAD && which.test(row)) {
                bytes += Trees.bytes(store.files().folder(row.id()));
                changes.remove(row.id(), false, true);
                removed.add(row.id());
            }
        }
        return new PrunedContainers(removed, bytes);
    }
}
