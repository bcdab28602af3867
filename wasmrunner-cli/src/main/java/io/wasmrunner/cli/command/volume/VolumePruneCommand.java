package io.wasmrunner.cli.command.volume;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.Pruning;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.life.PrunedVolumes;
import io.wasmrunner.core.life.VolumeFilters;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner volume prune}. */
public final class VolumePruneCommand implements Command {
    private static final Flag ALL = Flag.toggle("Also those with a name.", "-a", "--all");
    private static final Flag FILTER =
            Flag.list("condition", "Only those with label=name[=value], name=part.", "--filter");

    @Override
    public String name() {
        return "volume prune";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Remove volumes that nobody named and no container has";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ALL, Pruning.FORCE, FILTER);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner volume prune -f");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        boolean all = line.has(ALL);
        String what = all
                ? "This removes all volumes that no container has."
                : "This removes all volumes that nobody named and no container has.";
        if (!Pruning.isWanted(what, line, context)) {
            return 1;
        }
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            VolumeFilters filters = VolumeFilters.parse(line.values(FILTER), containers);
            PrunedVolumes pruned =
                    containers.volumes().prune(volume -> (all || volume.anonymous()) && filters.match(volume));
            List<String> names = pruned.names().stream().map(Object::toString).toList();
            Pruning.print("Deleted Volumes:", names, pruned.bytes(), context);
        }
        return 0;
    }
}
