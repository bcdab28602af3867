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
import io.wasmrunner.core.life.ContainerFilters;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.life.PrunedContainers;
import io.wasmrunner.core.life.PrunedVolumes;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner system prune}. */
public final class SystemPruneCommand implements Command {

    private static final Flag VOLUMES =
            Flag.toggle("Also volumes that no container has; with a name only with --all.", "--volumes");

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
        return List.of(ImagePruneCommand.ALL, VOLUMES, Pruning.FORCE, ImagePruneCommand.FILTER);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner system prune -f", "wasmrunner system prune -a -f");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        List<String> filter = line.values(ImagePruneCommand.FILTER);
        ImageFilters filters = ImageFilters.parse(filter);
        boolean all = line.has(ImagePruneCommand.ALL);
        String what = "This removes all containers that do not run, "
                + (line.has(VOLUMES) ? "volumes that no container has, " : "")
                + (all ? "all images that no container uses" : "all images without a name")
                + ", the build cache and compiled code.";
        if (!Pruning.isWanted(what, line, context)) {
            return 1;
        }
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            ContainerFilters which = ContainerFilters.parse(filter, containers, images);
            PrunedContainers stopped = containers.upkeep().prune(which::match);
            stopped.ids().forEach(id -> context.out().println("deleted container: " + id.hex()));
            long bytes = stopped.bytes();
            if (line.has(VOLUMES)) {
                PrunedVolumes volumes = containers.volumes().prune(volume -> all || volume.anonymous());
                volumes.names().forEach(name -> context.out().println("deleted volume: " + name));
                bytes += volumes.bytes();
            }
            ImagePrune prune =
                    new ImagePrune(images, context.state(), containers.upkeep().imageUsers());
            prune.caches();
            Pruned pruned = prune.images(all, filters);
            pruned.lines().forEach(context.out()::println);
            Pruning.print(bytes + pruned.bytes(), context);
        }
        return 0;
    }
}
