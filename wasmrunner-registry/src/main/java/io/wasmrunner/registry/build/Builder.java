package io.wasmrunner.registry.build;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.Snapshots;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;

/** Builds images. The same input makes the same image, on any machine and in any store. */
public final class Builder {
    private final BlobStore blobs;
    private final Snapshots snapshots;
    private final LayerCache cache;
    private final BaseImages images;
    private final StepRunner runner;
    private final ModuleCheck check;

    public Builder(
            BlobStore blobs,
            Snapshots snapshots,
            LayerCache cache,
            BaseImages images,
            StepRunner runner,
            ModuleCheck check) {
        this.blobs = blobs;
        this.snapshots = snapshots;
        this.cache = cache;
        this.images = images;
        this.runner = runner;
        this.check = check;
    }

    /**
     * Builds one.
     *
     * @param lease holds all blobs of the image; close it when something names the image
     * @throws RegistryException with file, line and column of an instruction that is wrong or fails
     */
    public Built build(BuildRequest request, BuildListener listener, Lease lease) throws IOException {
        if (!request.platform().isWasm()) {
            throw new RegistryException(
                    RegistryError.USAGE,
                    "cannot build for " + request.platform() + ": images here hold WebAssembly; use wasi/wasm");
        }
        BuildRequest dated = dated(request);
        try (Workshop shop = new Workshop(blobs, snapshots, cache, lease, listener, dated)) {
            return new BuildRun(shop, images, runner, check).build();
        }
    }

    /** As Docker's builder, the date may come as a build argument. */
    private static BuildRequest dated(BuildRequest request) {
        String epoch = request.buildArgs().get("SOURCE_DATE_EPOCH");
        if (epoch == null || request.epochOrNull() != null) {
            return request;
        }
        if (!epoch.matches("[0-9]{1,11}")) {
            throw new RegistryException(
                    RegistryError.USAGE,
                    "cannot date the image with SOURCE_DATE_EPOCH=" + epoch + ": it must be seconds since 1970");
        }
        return request.withEpoch(Long.parseLong(epoch));
    }
}
