package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.ImageFilters;
import io.wasmrunner.core.image.ImagePrune;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.image.Pruned;
import io.wasmrunner.core.text.Quantities;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner system prune}. */
public final class SystemPruneCommand implements Command {

    @Override
    public String name() {
        return "system prune";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Remove images without a name, what no image needs, and what builds and compiling left";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ImagePruneCommand.ALL, ImagePruneCommand.FORCE, ImagePruneCommand.FILTER);
    }

    @Override
    public Operands operands() {
        return Operands.NONE;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner system prune -f", "wasmrunner system prune -a -f");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        ImageFilters filters = ImageFilters.parse(line.values(ImagePruneCommand.FILTER));
        boolean all = line.has(ImagePruneCommand.ALL);
        if (!line.has(ImagePruneCommand.FORCE)
                && !context.confirms("This removes "
                        + (all ? "all images that no container uses" : "all images without a name")
                        + ", the build cache and compiled code.")) {
            return 1;
        }
        try (Images images = context.images()) {
            ImagePrune prune = new ImagePrune(images, context.state());
            prune.caches();
            Pruned pruned = prune.images(all, filters);
            pruned.lines().forEach(context.out()::println);
            context.out().println("Total reclaimed space: " + Quantities.printSize(pruned.bytes()));
        }
        return 0;
    }
}
