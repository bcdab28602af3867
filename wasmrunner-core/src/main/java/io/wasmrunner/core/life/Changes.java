package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerName;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.GuestSettings;
import io.wasmrunner.core.container.LifeSettings;
import io.wasmrunner.core.container.Move;
import io.wasmrunner.core.container.Signal;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.sandbox.LiveLimits;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.sandbox.policy.Policy;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Gives containers another name or other limits, or takes them away. */
final class Changes {
    private final ContainerStore store;
    private final Truth truth;
    private final Ending ending;
    private final Removal removal;
    private final ContainerEvents events;

    Changes(ContainerStore store, Truth truth, Ending ending, Removal removal, ContainerEvents events) {
        this.store = store;
        this.truth = truth;
        this.ending = ending;
        this.removal = removal;
        this.events = events;
    }

    /**
     * Takes it away.
     *
     * @param force also when it runs: it is killed first
     * @param withVolumes also its volumes that nobody named
     */
    void remove(ContainerId id, boolean force, boolean withVolumes) throws IOException {
        Container container;
        try {
            container = truth.of(id);
        } catch (RegistryException e) {
            // Its files are damaged: there is nothing to be asked.
            try (Held _ = store.lock(id)) {
                store.delete(id);
            }
            return;
        }
        if (force && container.status().isLive()) {
            ending.signal(id, Signal.KILL);
        }
        try (Held _ = store.lock(id)) {
            Optional<Container> now = store.read(id);
            if (now.isPresent()) {
                now.get().after(Move.REMOVE);
                removal.remove(now.get(), withVolumes);
            }
        }
    }

    /** Gives it another name. */
    void rename(ContainerId id, ContainerName name) throws IOException {
        try (Held _ = store.lock(id)) {
            Container container = store.require(id);
            container.after(Move.CHANGE);
            Container renamed = store.rename(container, name);
            events.add(renamed, "rename", Map.of("oldName", container.name()));
        }
    }

    /**
     * Changes its limits and how it is kept.
     *
     * @return what of that holds only from its next start on
     */
    Postponed update(ContainerId id, GuestSettings guest, LifeSettings life) throws IOException {
        Container before;
        try (Held _ = store.lock(id)) {
            before = store.require(id);
            before.after(Move.CHANGE);
            Container changed = before.with(before.spec().with(guest, life));
            store.writeSpec(changed);
            events.add(changed, "update");
        }
        if (!before.status().isLive() || before.spec().guest().policy().equals(guest.policy())) {
            return Postponed.NOTHING;
        }
        Policy was = before.spec().guest().policy();
        Policy now = guest.policy();
        return new Postponed(
                !was.quotas().equals(now.quotas()),
                !was.limits().equals(now.limits())
                        && !LiveLimits.set(id, truth.launcher(id), was.limits(), now.limits()));
    }
}
