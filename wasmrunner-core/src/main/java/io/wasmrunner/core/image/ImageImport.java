package io.wasmrunner.core.image;

import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.archive.TarImport;
import io.wasmrunner.registry.build.BuildListener;
import io.wasmrunner.registry.build.BuildRequest;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Makes an image of an archive of files. */
public final class ImageImport {
    private final Images images;
    private final ModuleLoader modules;

    public ImageImport(Images images, ModuleLoader modules) {
        this.images = images;
        this.modules = modules;
    }

    /**
     * Makes it, and gives back its id. The archive becomes the layer as it is.
     *
     * @param changes instructions of a build file that say more about the image: ENTRYPOINT, ENV and the like
     */
    public Digest of(
            InputStream in, String name, TarImport.Settings settings, List<String> changes, List<Reference> names)
            throws IOException {
        try (Lease lease = images.store().blobs().lease()) {
            Manifest manifest = new TarImport(images.store().blobs(), lease).of(in, name, settings);
            if (changes.isEmpty()) {
                return imported(images.store().add(manifest, manifest.digest(), names), names);
            }
            BuildRequest request = BuildRequest.of(Path.of(""))
                    .withContent("FROM imported\n" + String.join("\n", changes) + "\n")
                    .withPlatform(settings.platform());
            ImageBuild.Result result = new ImageBuild(images, modules)
                    .file(
                            request,
                            names,
                            (_, _, _) -> manifest,
                            (program, _) -> {
                                throw new RegistryException(
                                        RegistryError.USAGE,
                                        "cannot run " + program.program()
                                                + ": import runs nothing; build on the image instead");
                            },
                            BuildListener.NONE);
            return imported(result.image(), names);
        }
    }

    private Digest imported(Image image, List<Reference> names) {
        String id = image.id().toString();
        images.events()
                .add("import", id, names.isEmpty() ? id : names.getFirst().familiar());
        return image.id();
    }
}
