package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.progress.BlobProgress;
import io.wasmrunner.core.image.Registries;
import io.wasmrunner.registry.client.Choice;
import io.wasmrunner.registry.client.Pushed;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner copy}. */
public final class CopyCommand implements Command {
    private static final Flag ALL =
            Flag.toggle("All platforms of an index, not only the one that suits.", "-a", "--all");

    @Override
    public String name() {
        return "copy";
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "Copy an image from one registry to another, past this machine";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ALL, PullFlags.PLATFORM, PullFlags.QUIET);
    }

    @Override
    public Operands operands() {
        return new Operands("<from> <to>", 2, 2, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner copy localhost:5000/demo/hello:1 localhost:5001/live/hello:1");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        ClientConfig config = Registries.config(context.state());
        Reference from = Reference.parse(line.operands().getFirst(), config.defaultRegistry());
        Reference to = Reference.parse(line.operands().getLast(), config.defaultRegistry());
        boolean quiet = line.has(PullFlags.QUIET);
        try (RegistryClient client = context.registries()) {
            Pushed pushed;
            try (BlobProgress progress = BlobProgress.of(quiet, context.err(), context.environment())) {
                pushed = client.copy(from, to, line.has(ALL) ? Choice.ALL : PullFlags.choice(line), progress);
            }
            context.out().println(quiet ? to.familiar() : pushed.top().digest().toString());
        }
        return 0;
    }
}
