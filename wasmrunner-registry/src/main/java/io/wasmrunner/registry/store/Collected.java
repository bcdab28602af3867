package io.wasmrunner.registry.store;

import io.wasmrunner.registry.digest.Digest;
import java.util.List;

/**
 * What a garbage collection removed, or would remove.
 *
 * @param bytes of all of them, and of what never became a blob
 */
public record Collected(List<Digest> blobs, long bytes) {
    public Collected {
        blobs = List.copyOf(blobs);
    }
}
