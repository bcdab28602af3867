package io.wasmrunner.registry.build;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;

/** Where FROM and COPY --from find images. */
public interface BaseImages {
    /**
     * The manifest of an image, pulled if need be. Its blobs are in the store, and held by {@code lease}.
     *
     * @param reference as it is written in the build file
     * @param wanted for an image with several platforms
     * @throws RegistryException when there is none
     */
    Manifest find(String reference, Platform wanted, Lease lease) throws IOException;
}
