package io.wasmrunner.core.life;

import io.wasmrunner.core.sandbox.ContainerId;
import java.util.List;

/**
 * What a prune removed.
 *
 * @param bytes that their own files and logs took
 */
public record PrunedContainers(List<ContainerId> ids, long bytes) {
    public PrunedContainers {
        ids = List.copyOf(ids);
    }
}
