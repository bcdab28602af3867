package io.wasmrunner.registry.server.maintenance;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.server.config.GcConfig;
import io.wasmrunner.registry.server.metadata.Metadata;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Collected;
import io.wasmrunner.registry.store.GarbageCollector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a registry's folder in order, beside a server that serves from it or without one. Several of these at once do no harm.
 */
public final class Maintenance implements AutoCloseable {
    private final BlobStore store;
    private final Metadata metadata;

    private Maintenance(BlobStore store, Metadata metadata) {
        this.store = store;
        this.metadata = metadata;
    }

    /** Of the folder of a server. */
    public static Maintenance open(Path root) throws IOException {
        return new Maintenance(new BlobStore(root.resolve("content")), Metadata.open(root.resolve("registry.db")));
    }

    /**
     * Removes content that nothing names, and that nobody relied on for the time of grace.
     *
     * @param dryRun tells what would be removed without a manifest more being forgotten, and removes nothing
     */
    public Collected collect(GcConfig config, boolean dryRun) throws IOException {
        long before = System.currentTimeMillis() - config.grace().toMillis();
        if (!dryRun) {
            if (config.untagged()) {
                metadata.sweep().forgetUntagged(before);
            }
            metadata.sweep().forgetUnnamed(before);
        }
        long lookedAt = System.currentTimeMillis();
        return new GarbageCollector(store)
                .collect(digest -> metadata.sweep().needs(digest), lookedAt, config.grace(), dryRun);
    }

    /** Reads everything, and tells what is missing or no longer what its digest says. */
    public Verified verify() throws IOException {
        Map<Digest, Boolean> whole = new LinkedHashMap<>();
        long bytes = 0;
        for (Digest digest : store.list()) {
            bytes += store.size(digest).orElse(0);
            whole.put(digest, store.verify(digest));
        }
        List<Verified.Problem> problems = new ArrayList<>();
        whole.forEach((digest, good) -> {
            if (!good) {
                problems.add(new Verified.Problem("", digest, "the content is not what the digest says"));
            }
        });
        metadata.sweep().forEach(needed -> {
            if (!whole.containsKey(needed.digest())) {
                problems.add(new Verified.Problem(
                        needed.repository(),
                        needed.digest(),
                        needed.manifest() ? "the manifest is missing" : "a manifest names it, and it is missing"));
            }
        });
        return new Verified(whole.size(), bytes, problems);
    }

    /** Writes everything as a tar of an OCI layout; each name is {@code repository:tag} or {@code repository@digest}. */
    public void exportTo(OutputStream out) throws IOException {
        new Export(store, metadata).write(out);
    }

    /**
     * Reads what {@link #exportTo} wrote, beside what is there; tags that are there already move.
     *
     * @return how many names came in
     * @throws RegistryException {@link RegistryError#INVALID} when it is something else
     */
    public int importFrom(InputStream in) throws IOException {
        return new Import(store, metadata).read(in);
    }

    @Override
    public void close() throws IOException {
        metadata.close();
    }
}
