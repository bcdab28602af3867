package io.wasmrunner.core.image;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.build.BaseImages;
import io.wasmrunner.registry.client.Choice;
import io.wasmrunner.registry.client.Progress;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** The images that builds begin with: those of this machine, or pulled. */
public final class PulledBases implements BaseImages {
    private final Images images;
    private final Supplier<RegistryClient> client;
    private final Progress progress;
    private final boolean always;

    /**
     * @param client is asked for a client when one is needed; it is closed here
     * @param always whether an image is pulled even when one of that name is here
     */
    public PulledBases(Images images, Supplier<RegistryClient> client, Progress progress, boolean always) {
        this.images = images;
        this.client = client;
        this.progress = progress;
        this.always = always;
    }

    @Override
    public Manifest find(String reference, Platform wanted, Lease lease) throws IOException {
        Optional<Image> here = always ? Optional.empty() : images.find(reference);
        if (here.isPresent()) {
            Manifest manifest = images.store().manifest(here.get().id());
            if (holdsAll(manifest, lease)) {
                return manifest;
            }
        }
        Choice choice = wanted.equals(Platform.WASI) ? Choice.BEST : new Choice.For(wanted);
        try (RegistryClient registries = client.get()) {
            Digest id = new ImageMover(images, registries)
                    .pull(images.reference(reference), choice, progress)
                    .image()
                    .id();
            Manifest manifest = images.store().manifest(id);
            holdsAll(manifest, lease);
            return manifest;
        } catch (RegistryException e) {
            throw new RegistryException(e.error(), "no image " + reference + " here, and " + e.getMessage(), e);
        }
    }

    private static boolean holdsAll(Manifest manifest, Lease lease) throws IOException {
        boolean all = lease.hold(manifest.digest());
        for (Descriptor blob : manifest.blobs()) {
            all &= lease.hold(blob.digest());
        }
        return all;
    }
}
