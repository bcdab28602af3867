package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.Pruning;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.ContainerFilters;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.life.PrunedContainers;
import io.wasmrunner.core.sandbox.ContainerId;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner container prune}. */
public final class ContainerPruneCommand implements Command {
    private static final Flag FILTER =
            Flag.list("condition", "Only those with until=duration, label=name[=value], label!=….", "--filter");

    @Override
    public String name() {
        return "container prune";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Remove all containers that do not run";
    }

    @Override
    public List<Flag> flags() {
        return List.of(Pruning.FORCE, FILTER);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner container prune -f");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        if (!Pruning.isWanted("This removes all containers that do not run.", line, context)) {
            return 1;
        }
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            ContainerFilters filters = ContainerFilters.parse(line.values(FILTER), containers, images);
            PrunedContainers pruned = containers.upkeep().prune(filters::match);
            List<String> ids = pruned.ids().stream().map(ContainerId::hex).toList();
            Pruning.print("Deleted Containers:", ids, pruned.bytes(), context);
        }
        return 0;
    }
}
