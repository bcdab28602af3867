package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.progress.BlobProgress;
import io.wasmrunner.core.image.ImageMover;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.registry.client.Choice;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;

/** Pulls as people see them: by {@code pull}, and by {@code run} of an image that is not here. */
public final class Pulls {
    private Pulls() {}

    /** Brings an image here, and shows that on stderr unless quiet. */
    public static ImageMover.Arrival pull(
            Reference reference, Choice choice, boolean quiet, Images images, RegistryClient client, Context context)
            throws IOException {
        if (!quiet) {
            context.err().println(reference.familiar());
        }
        try (BlobProgress progress = BlobProgress.of(quiet, context.err(), context.environment())) {
            return new ImageMover(images, client).pull(reference, choice, progress);
        }
    }
}
