package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.progress.BlobProgress;
import io.wasmrunner.core.image.ImageMover;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.registry.client.Pushed;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner push}. */
public final class PushCommand implements Command {
    private static final Flag ALL_TAGS = Flag.toggle("Push all tags that the repository has here.", "-a", "--all-tags");

    @Override
    public String name() {
        return "push";
    }

    @Override
    public List<String> aliases() {
        return List.of("image push");
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "Bring an image of this machine to a registry";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ALL_TAGS, PullFlags.QUIET);
    }

    @Override
    public Operands operands() {
        return new Operands("<name[:tag]>", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner tag hello:1 localhost:5000/demo/hello:1 && wasmrunner push localhost:5000/demo/hello:1");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        boolean quiet = line.has(PullFlags.QUIET);
        try (Images images = context.images();
                RegistryClient client = context.registries()) {
            ImageMover mover = new ImageMover(images, client);
            Reference named = images.reference(line.operands().getFirst());
            for (Reference reference : line.has(ALL_TAGS) ? images.tagsOf(named) : List.of(named)) {
                push(reference, quiet, mover, context);
            }
        }
        return 0;
    }

    private static void push(Reference reference, boolean quiet, ImageMover mover, Context context) throws IOException {
        if (!quiet) {
            context.err().println(reference.familiar());
        }
        Pushed pushed;
        try (BlobProgress progress = BlobProgress.of(quiet, context.err(), context.environment())) {
            pushed = mover.push(reference, progress);
        }
        context.out()
                .println(quiet ? reference.familiar() : pushed.top().digest().toString());
        context.out().flush();
    }
}
