package io.wasmrunner.cli.command;

import io.wasmrunner.cli.command.image.PullFlags;
import io.wasmrunner.cli.command.image.Pulls;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.image.PullPolicy;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.image.Image;
import java.io.IOException;
import java.util.Optional;

/** The image that a command line names. */
final class RunImage {
    private RunImage() {}

    /**
     * The image of that name, pulled when it is not here, damaged or wanted anew, and let in by {@code trust.toml}. What is
     * needed to run it is there.
     */
    static Image find(String name, Images images, ParsedLine line, Context context) throws IOException {
        PullPolicy policy = PullPolicy.parse(
                line.value(RunFlags.PULL).orElseGet(() -> context.settings().text(ConfigKey.RUN_PULL)));
        Optional<Image> here = policy == PullPolicy.ALWAYS ? Optional.empty() : images.find(name);
        if (here.isEmpty() && policy == PullPolicy.NEVER) {
            here = Optional.of(images.require(name));
        }
        Image image = here.isPresent() ? here.get() : pull(name, images, line, context);
        images.trust().admit(name, image, images, context::registries);
        images.store().use(image.id());
        try {
            images.prepare(image);
            return image;
        } catch (RegistryException e) {
            if (here.isEmpty() || policy == PullPolicy.NEVER || !images.isDamaged(image, e)) {
                throw e;
            }
            context.warn(e.getMessage() + "; pulling it again");
            Image again = pull(name, images, line, context);
            images.prepare(again);
            return again;
        }
    }

    private static Image pull(String name, Images images, ParsedLine line, Context context) throws IOException {
        boolean quiet = line.has(RunFlags.QUIET);
        try (RegistryClient client = context.registries()) {
            return Pulls.pull(images.reference(name), PullFlags.choice(line), quiet, images, client, context)
                    .image();
        } catch (RegistryException e) {
            if (e.error() != RegistryError.UNREACHABLE && e.error() != RegistryError.NOT_FOUND) {
                throw e;
            }
            throw new RegistryException(e.error(), "no image " + name + " here, and " + e.getMessage(), e);
        }
    }
}
