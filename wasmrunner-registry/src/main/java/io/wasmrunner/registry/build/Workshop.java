package io.wasmrunner.registry.build;

import io.wasmrunner.registry.build.record.BuildInputs;
import io.wasmrunner.registry.layer.LayerWriter;
import io.wasmrunner.registry.layer.Rootfs;
import io.wasmrunner.registry.layer.Snapshots;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What all stages of one build work with; what was opened stays open until its end. */
final class Workshop implements AutoCloseable {
    private final BlobStore blobs;
    private final Snapshots snapshots;
    private final LayerCache cache;
    private final Lease lease;
    private final BuildListener listener;
    private final BuildRequest request;
    private final BuildInputs inputs = new BuildInputs();
    private final Deque<Rootfs> open = new ArrayDeque<>();

    Workshop(
            BlobStore blobs,
            Snapshots snapshots,
            LayerCache cache,
            Lease lease,
            BuildListener listener,
            BuildRequest request) {
        this.blobs = blobs;
        this.snapshots = snapshots;
        this.cache = cache;
        this.lease = lease;
        this.listener = listener;
        this.request = request;
    }

    BlobStore blobs() {
        return blobs;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    LayerCache cache() {
        return cache;
    }

    Lease lease() {
        return lease;
    }

    LayerWriter writer() {
        return new LayerWriter(blobs, lease);
    }

    BuildListener listener() {
        return listener;
    }

    BuildRequest request() {
        return request;
    }

    BuildInputs inputs() {
        return inputs;
    }

    /** Seconds since 1970 of all files. */
    long modified() {
        Long epoch = request.epochOrNull();
        return epoch == null ? 0 : epoch;
    }

    Rootfs keep(Rootfs rootfs) {
        open.push(rootfs);
        return rootfs;
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
