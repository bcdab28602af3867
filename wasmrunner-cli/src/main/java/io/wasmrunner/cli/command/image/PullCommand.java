package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.ImageMover;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner pull}. */
public final class PullCommand implements Command {

    @Override
    public String name() {
        return "pull";
    }

    @Override
    public List<String> aliases() {
        return List.of("image pull");
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "Bring an image from a registry to this machine";
    }

    @Override
    public List<Flag> flags() {
        return List.of(PullFlags.PLATFORM, PullFlags.QUIET, PullFlags.NO_COMPILE);
    }

    @Override
    public Operands operands() {
        return new Operands("<image>…", 1, Integer.MAX_VALUE, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner pull localhost:5000/demo/hello:1",
                "wasmrunner pull --platform wasi/wasm localhost:5000/demo/app");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        boolean quiet = line.has(PullFlags.QUIET);
        try (Images images = context.images();
                RegistryClient client = context.registries()) {
            for (String operand : line.operands()) {
                pull(images.reference(operand), line, quiet, images, client, context);
            }
        }
        return 0;
    }

    private static void pull(
            Reference reference, ParsedLine line, boolean quiet, Images images, RegistryClient client, Context context)
            throws IOException {
        ImageMover.Arrival arrival = Pulls.pull(reference, PullFlags.choice(line), quiet, images, client, context);
        if (!line.has(PullFlags.NO_COMPILE)) {
            Precompile.of(reference.familiar(), arrival.image(), images, quiet, context);
        }
        context.out().println(quiet ? reference.familiar() : arrival.top().toString());
        context.out().flush();
    }
}
