package io.wasmrunner.core.image;

import java.util.List;

/**
 * What a prune did.
 *
 * @param lines what went, as Docker says it
 * @param bytes of disk that are free again
 */
public record Pruned(List<String> lines, long bytes) {
    public Pruned {
        lines = List.copyOf(lines);
    }
}
