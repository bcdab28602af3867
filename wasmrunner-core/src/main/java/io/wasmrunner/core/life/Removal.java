package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerStore;
import java.io.IOException;

/** Takes containers away that do not run. */
final class Removal {
    private final ContainerStore store;
    private final ContainerVolumes volumes;
    private final MemoryFolders memory;
    private final ContainerEvents events;

    Removal(ContainerStore store, ContainerVolumes volumes, MemoryFolders memory, ContainerEvents events) {
        this.store = store;
        this.volumes = volumes;
        this.memory = memory;
        this.events = events;
    }

    /**
     * Takes it away; its lock must be held.
     *
     * @param withVolumes also the volumes that nobody named
     */
    void remove(Container container, boolean withVolumes) throws IOException {
        if (withVolumes) {
            volumes.removeAnonymous(container);
        }
        memory.remove(container.id());
        store.delete(container.id());
        events.add(container, "destroy");
    }
}
