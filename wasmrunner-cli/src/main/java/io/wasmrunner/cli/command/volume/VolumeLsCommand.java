package io.wasmrunner.cli.command.volume;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.Listing;
import io.wasmrunner.cli.format.Table;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.life.VolumeFilters;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.core.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code wasmrunner volume ls}. */
public final class VolumeLsCommand implements Command {
    private static final Flag QUIET = Flag.toggle("Names only.", "-q", "--quiet");
    private static final Flag FILTER = Flag.list(
            "condition", "dangling=true (no container has it), name=part, label=name[=value].", "-f", "--filter");
    private static final Flag FORMAT =
            Flag.value("format", "table (default), json, or a Go template such as '{{.Name}}'.", "--format");

    @Override
    public String name() {
        return "volume ls";
    }

    @Override
    public List<String> aliases() {
        return List.of("volume list");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "List volumes";
    }

    @Override
    public List<Flag> flags() {
        return List.of(QUIET, FILTER, FORMAT);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner volume ls", "wasmrunner volume ls -q --filter dangling=true");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        List<Volume> found = new ArrayList<>();
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            VolumeFilters filters = VolumeFilters.parse(line.values(FILTER), containers);
            for (Volume volume : containers.volumeStore().list()) {
                if (filters.match(volume)) {
                    found.add(volume);
                }
            }
        }
        if (line.has(QUIET)) {
            found.forEach(volume -> context.out().println(volume.name()));
            return 0;
        }
        Listing.print(found, line.value(FORMAT), VolumeJson::row, VolumeLsCommand::table, context.out());
        return 0;
    }

    private static Table table(List<Volume> volumes) {
        Table table = new Table("DRIVER", "VOLUME NAME", "SIZE LIMIT");
        for (Volume volume : volumes) {
            table.add("local", volume.name().text(), volume.size() == 0 ? "none" : Quantities.printSize(volume.size()));
        }
        return table;
    }
}
