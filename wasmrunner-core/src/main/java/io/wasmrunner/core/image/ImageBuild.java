package io.wasmrunner.core.image;

import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.build.ArtifactBuilder;
import io.wasmrunner.registry.build.BaseImages;
import io.wasmrunner.registry.build.BuildListener;
import io.wasmrunner.registry.build.BuildRequest;
import io.wasmrunner.registry.build.Builder;
import io.wasmrunner.registry.build.Built;
import io.wasmrunner.registry.build.StepRunner;
import io.wasmrunner.registry.build.record.BuildInputs;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.Lease;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds images into the store of this machine. */
public final class ImageBuild {
    private final Images images;
    private final ModuleLoader modules;

    public ImageBuild(Images images, ModuleLoader modules) {
        this.images = images;
        this.modules = modules;
    }

    /**
     * What a build made.
     *
     * @param inputs what it looked at
     */
    public record Result(Image image, BuildInputs inputs) {}

    /** Builds what a build file says, and gives the image its names. */
    public Result file(
            BuildRequest request, List<Reference> names, BaseImages bases, StepRunner runner, BuildListener listener)
            throws IOException {
        Builder builder = builder(bases, runner);
        try (Lease lease = images.store().blobs().lease()) {
            Built built = builder.build(request, listener, lease);
            return new Result(add(built.manifest(), names), built.inputs());
        }
    }

    private Builder builder(BaseImages bases, StepRunner runner) {
        return new Builder(
                images.store().blobs(),
                images.snapshots(),
                images.layerCache(),
                bases,
                runner,
                (module, _) -> modules.load(module.toString()));
    }

    /**
     * An image with what some instructions of a build file say more about it: ENTRYPOINT, ENV and the like. It is held by
     * {@code lease}, and no list has it.
     */
    public Manifest changed(Manifest base, Platform platform, List<String> changes, Lease lease) throws IOException {
        BuildRequest request = BuildRequest.of(Path.of(""))
                .withContent("FROM it\n" + String.join("\n", changes) + "\n")
                .withPlatform(platform);
        StepRunner none = (program, _) -> {
            throw new RegistryException(
                    RegistryError.USAGE,
                    "cannot run " + program.program() + ": this runs nothing; build on the image instead");
        };
        return builder((_, _, _) -> base, none)
                .build(request, BuildListener.NONE, lease)
                .manifest();
    }

    /**
     * Makes an image of one module, binary or text, and gives it its names.
     *
     * @param labels become annotations of the manifest
     * @param epochOrNull seconds since 1970 that the image is dated with
     */
    public Result module(String path, Map<String, String> labels, @Nullable Long epochOrNull, List<Reference> names)
            throws IOException {
        BuildInputs inputs = new BuildInputs();
        if (path.equals("-")) {
            inputs.unrepeatable();
        } else {
            inputs.looked(Path.of(path));
        }
        byte[] module = modules.load(path).info().binary().bytes();
        try (Lease lease = images.store().blobs().lease()) {
            Manifest manifest = new ArtifactBuilder(images.store().blobs(), lease)
                    .build(new ByteArrayInputStream(module), title(path), labels, epochOrNull);
            return new Result(add(manifest, names), inputs);
        }
    }

    private static String title(String path) {
        String file = path.equals("-") ? "module.wasm" : path.substring(path.lastIndexOf('/') + 1);
        return file.endsWith(".wat") ? file.substring(0, file.length() - 4) + ".wasm" : file;
    }

    private Image add(Manifest manifest, List<Reference> names) throws IOException {
        return images.store().add(manifest, manifest.digest(), names);
    }
}
