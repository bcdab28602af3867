package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.volume.Volume;
import io.wasmrunner.core.volume.VolumeName;
import io.wasmrunner.core.volume.VolumeStore;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The volumes that containers use. */
public final class ContainerVolumes {
    private final VolumeStore volumes;
    private final ContainerStore containers;

    ContainerVolumes(VolumeStore volumes, ContainerStore containers) {
        this.volumes = volumes;
        this.containers = containers;
    }

    /**
     * Makes those that are not there yet, as Docker does with a name it does not know.
     *
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} for a directory of the host that is not there
     */
    void prepare(List<ContainerMount> mounts) throws IOException {
        for (ContainerMount mount : mounts) {
            switch (mount.type()) {
                case BIND -> {
                    if (!Files.exists(Path.of(mount.source()))) {
                        throw new WasmrunnerException(
                                ErrorCode.NOT_FOUND,
                                "cannot mount %s (%s): there is no such directory; make it first"
                                        .formatted(mount.source(), mount.flag()));
                    }
                }
                case VOLUME, ANONYMOUS -> {
                    VolumeName name = VolumeName.parse(mount.source());
                    try (Held _ = volumes.lock(name)) {
                        if (volumes.find(name).isEmpty()) {
                            boolean anonymous = mount.type() == ContainerMount.Type.ANONYMOUS;
                            volumes.create(name, mount.size(), anonymous, new TreeMap<>());
                        }
                    }
                }
                case TMPFS -> {}
            }
        }
    }

    /** Removes the volumes of a container that nobody named and no other container uses. */
    void removeAnonymous(Container container) throws IOException {
        for (ContainerMount mount : container.spec().mounts()) {
            if (mount.type() == ContainerMount.Type.ANONYMOUS) {
                VolumeName name = VolumeName.parse(mount.source());
                try (Held _ = volumes.lock(name)) {
                    if (users(name).stream().allMatch(container.id()::equals)) {
                        volumes.delete(name);
                    }
                }
            }
        }
    }

    /** The containers that have it. */
    public List<ContainerId> users(VolumeName name) throws IOException {
        List<ContainerId> users = new ArrayList<>();
        for (ContainerRow row : containers.list()) {
            if (row.volumes().contains(name.text())) {
                users.add(row.id());
            }
        }
        return users;
    }

    /**
     * Removes a volume.
     *
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when a container has it, {@link ErrorCode#NOT_FOUND} when
     *     there is none
     */
    public void remove(VolumeName name) throws IOException {
        try (Held _ = volumes.lock(name)) {
            volumes.require(name);
            List<String> users = new ArrayList<>();
            for (ContainerRow row : containers.list()) {
                if (row.volumes().contains(name.text())) {
                    users.add(row.name());
                }
            }
            if (!users.isEmpty()) {
                throw new WasmrunnerException(
                        ErrorCode.CONFLICT,
                        "cannot remove the volume %s: %s %s it; remove that first"
                                .formatted(name, String.join(", ", users), users.size() == 1 ? "has" : "have"));
            }
            volumes.delete(name);
        }
    }

    /** Removes those that no container has and that {@code which} says. */
    public PrunedVolumes prune(Predicate<Volume> which) throws IOException {
        List<VolumeName> removed = new ArrayList<>();
        long bytes = 0;
        for (Volume volume : volumes.list()) {
            if (which.test(volume)) {
                try (Held _ = volumes.lock(volume.name())) {
                    if (users(volume.name()).isEmpty()) {
                        bytes += volumes.bytes(volume.name());
                        volumes.delete(volume.name());
                        removed.add(volume.name());
                    }
                }
            }
        }
        return new PrunedVolumes(removed, bytes);
    }
}
