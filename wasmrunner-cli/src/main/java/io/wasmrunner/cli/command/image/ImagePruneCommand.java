package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.Pruning;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.ImageFilters;
import io.wasmrunner.core.image.ImagePrune;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.image.Pruned;
import io.wasmrunner.core.life.Containers;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner image prune}. */
public final class ImagePruneCommand implements Command {
    static final Flag ALL = Flag.toggle("Also images with a name, not only those without.", "-a", "--all");
    static final Flag FILTER = Flag.list(
            "condition", "Only images with label=name[=value], until=duration; several must all hold.", "--filter");

    @Override
    public String name() {
        return "image prune";
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "Remove images without a name, and blobs that no image needs";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ALL, Pruning.FORCE, FILTER);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner image prune -f", "wasmrunner image prune -a -f --filter until=24h");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        ImageFilters filters = ImageFilters.parse(line.values(FILTER));
        boolean all = line.has(ALL);
        String what =
                all ? "This removes all images that no container uses." : "This removes all images without a name.";
        if (!Pruning.isWanted(what, line, context)) {
            return 1;
        }
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            Pruned pruned =
                    new ImagePrune(images, context.state(), containers.upkeep().imageUsers()).images(all, filters);
            pruned.lines().forEach(context.out()::println);
            Pruning.print(pruned.bytes(), context);
        }
        return 0;
    }
}
