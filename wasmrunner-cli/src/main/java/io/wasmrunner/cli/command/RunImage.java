package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.ImageProgram;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.registry.image.Image;
import java.io.IOException;

/** {@code wasmrunner run} of an image. */
final class RunImage {
    private RunImage() {}

    static int run(RunCommand command, ParsedLine line, Context context) throws IOException, InterruptedException {
        String name = line.operands().getFirst();
        try (Images images = context.images()) {
            Image image = images.require(name);
            images.store().use(image.id());
            try (ImageProgram program = ImageProgram.open(
                    name,
                    image,
                    images.store(),
                    context.state(),
                    line.value(RunFlags.ENTRYPOINT).orElse(null),
                    RunRequests.arguments(line))) {
                return command.run(line, context, RunRequests.of(line, context, program));
            }
        }
    }
}
