package io.wasmrunner.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.Listing;
import io.wasmrunner.cli.format.Table;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.life.DiskUse;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.format.Json;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner system df}. */
public final class SystemDfCommand implements Command {
    private static final Flag FORMAT = Flag.value("format", "table (default), json, or a Go template.", "--format");

    @Override
    public String name() {
        return "system df";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Show what takes how much of the disk";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FORMAT);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner system df", "wasmrunner system df --format json");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        List<DiskUse.Kind> kinds;
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            kinds = DiskUse.of(context.state(), images, containers);
        }
        Listing.print(kinds, line.value(FORMAT), SystemDfCommand::fields, SystemDfCommand::table, context.out());
        return 0;
    }

    private static ObjectNode fields(DiskUse.Kind kind) {
        ObjectNode node = Json.object();
        node.put("Type", kind.name());
        node.put("TotalCount", kind.count());
        node.put("Active", kind.active());
        node.put("Size", Quantities.printSize(kind.bytes()));
        node.put("Bytes", kind.bytes());
        node.put("Reclaimable", Quantities.printSize(kind.reclaimable()));
        return node;
    }

    private static Table table(List<DiskUse.Kind> kinds) {
        Table table = new Table("TYPE", "TOTAL", "ACTIVE", "SIZE", "RECLAIMABLE");
        for (DiskUse.Kind kind : kinds) {
            table.add(
                    kind.name(),
                    Long.toString(kind.count()),
                    Long.toString(kind.active()),
                    Quantities.printSize(kind.bytes()),
                    Quantities.printSize(kind.reclaimable()));
        }
        return table;
    }
}
