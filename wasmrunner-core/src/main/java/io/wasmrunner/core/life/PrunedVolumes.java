package io.wasmrunner.core.life;

import io.wasmrunner.core.volume.VolumeName;
import java.util.List;

/**
 * What a prune removed.
 *
 * @param bytes of all that was in them
 */
public record PrunedVolumes(List<VolumeName> names, long bytes) {
    public PrunedVolumes {
        names = List.copyOf(names);
    }
}
