package io.wasmrunner.core.life;

import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.volume.VolumeName;
import io.wasmrunner.core.volume.VolumeStore;
import java.io.IOException;
import java.nio.file.Path;

/** The host's directories behind what containers mount. */
record MountSources(VolumeStore volumes, MemoryFolders memory) {
    /** That of one; one in memory is there only while its container runs. */
    Path of(ContainerId container, ContainerMount mount) throws IOException {
        return switch (mount.type()) {
            case BIND -> Path.of(mount.source());
            case TMPFS -> memory.of(container, mount.target());
            case VOLUME, ANONYMOUS -> volumes.data(VolumeName.parse(mount.source()));
        };
    }
}
