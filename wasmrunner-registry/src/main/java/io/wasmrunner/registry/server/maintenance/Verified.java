package io.wasmrunner.registry.server.maintenance;

import io.wasmrunner.registry.digest.Digest;
import java.util.List;

/**
 * What there is, and what is wrong with it.
 *
 * @param blobs how many, manifests among them
 * @param bytes of all of them
 */
public record Verified(long blobs, long bytes, List<Problem> problems) {
    /** @param repository where it is needed; empty for something that is wrong wherever it is needed */
    public record Problem(String repository, Digest digest, String what) {}

    public Verified {
        problems = List.copyOf(problems);
    }
}
