package io.wasmrunner.cli.command;

import io.wasmrunner.cli.command.image.PullFlags;
import io.wasmrunner.cli.command.image.Pulls;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.ImageProgram;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.image.PullPolicy;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.image.Image;
import java.io.IOException;
import java.util.Optional;

/** {@code wasmrunner run} of an image. */
final class RunImage {
    private RunImage() {}

    static int run(RunCommand command, ParsedLine line, Context context) throws IOException, InterruptedException {
        String name = line.operands().getFirst();
        PullPolicy policy = line.value(RunFlags.PULL).map(PullPolicy::parse).orElse(PullPolicy.MISSING);
        try (Images images = context.images();
                ImageProgram program = program(name, policy, images, line, context)) {
            return command.run(line, context, RunRequests.of(line, context, program));
        }
    }

    private static ImageProgram program(String name, PullPolicy policy, Images images, ParsedLine line, Context context)
            throws IOException {
        Optional<Image> here = policy == PullPolicy.ALWAYS ? Optional.empty() : images.find(name);
        if (here.isEmpty() && policy == PullPolicy.NEVER) {
            here = Optional.of(images.require(name));
        }
        Image image = here.isPresent() ? here.get() : pull(name, images, line, context);
        images.trust().admit(name, image, images, context::registries);
        images.store().use(image.id());
        try {
            return open(name, image, images, line, context);
        } catch (RegistryException e) {
            if (here.isEmpty() || policy == PullPolicy.NEVER || !images.isDamaged(image, e)) {
                throw e;
            }
            context.warn(e.getMessage() + "; pulling it again");
            return open(name, pull(name, images, line, context), images, line, context);
        }
    }

    private static ImageProgram open(String name, Image image, Images images, ParsedLine line, Context context)
            throws IOException {
        return ImageProgram.open(
                name,
                image,
                images,
                context.state(),
                line.value(RunFlags.ENTRYPOINT).orElse(null),
                RunRequests.arguments(line));
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
