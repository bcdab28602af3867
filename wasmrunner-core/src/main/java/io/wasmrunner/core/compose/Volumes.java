package io.wasmrunner.core.compose;

import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.volume.Volume;
import io.wasmrunner.core.volume.VolumeStore;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** The volumes of a project. */
final class Volumes {
    private final Project project;
    private final Containers containers;
    private final Consumer<String> progress;

    Volumes(Project project, Containers containers, Consumer<String> progress) {
        this.project = project;
        this.containers = containers;
        this.progress = progress;
    }

    /** Makes those that are missing; an external one must be there. */
    void create() throws IOException {
        VolumeStore store = containers.volumeStore();
        for (ProjectVolume volume : project.volumes().values()) {
            try (Held _ = store.lock(volume.name())) {
                Optional<Volume> there = store.find(volume.name());
                if (there.isEmpty() && volume.external()) {
                    throw new WasmrunnerException(
                            ErrorCode.NOT_FOUND,
                            "no volume %s, which %s says is external; make it with wasmrunner volume create %s"
                                    .formatted(volume.name(), project.file(), volume.name()));
                }
                if (there.isEmpty()) {
                    store.create(volume.name(), volume.size(), false, ComposeLabels.of(project, volume));
                    progress.accept("volume " + volume.name() + ": created");
                }
            }
        }
    }

    /** Removes all that are the project's. */
    void remove() throws IOException {
        for (ProjectVolume volume : project.volumes().values()) {
            boolean there;
            try (Held _ = containers.volumeStore().lock(volume.name())) {
                there = containers.volumeStore().find(volume.name()).isPresent();
            }
            if (there && !volume.external()) {
                containers.volumes().remove(volume.name());
                progress.accept("volume " + volume.name() + ": removed");
            }
        }
    }
}
