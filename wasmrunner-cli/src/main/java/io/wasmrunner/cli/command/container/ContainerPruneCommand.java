package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.ContainerFilters;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.life.PrunedContainers;
import io.wasmrunner.core.text.Quantities;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner container prune}. */
public final class ContainerPruneCommand implements Command {
    static final Flag FILTER =
            Flag.list("condition", "Only those with until=duration, label=name[=value], label!=….", "--filter");
    static final Flag FORCE = Flag.toggle("Do not ask.", "-f", "--force");

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
        return List.of(FORCE, FILTER);
    }

    @Override
    public Operands operands() {
        return Operands.NONE;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner container prune -f");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        if (!line.has(FORCE) && !context.confirms("This removes all containers that do not run.")) {
            return 1;
        }
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            ContainerFilters filters = ContainerFilters.parse(line.values(FILTER), containers, images);
            PrunedContainers pruned = containers.prune(filters::match);
            if (!pruned.ids().isEmpty()) {
                context.out().println("Deleted Containers:");
                pruned.ids().forEach(id -> context.out().println(id.hex()));
                context.out().println();
            }
            context.out().println("Total reclaimed space: " + Quantities.printSize(pruned.bytes()));
        }
        return 0;
    }
}
