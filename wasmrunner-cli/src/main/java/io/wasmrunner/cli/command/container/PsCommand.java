package io.wasmrunner.cli.command.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.ListFormat;
import io.wasmrunner.cli.format.Listing;
import io.wasmrunner.cli.format.Table;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.ContainerFilters;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.text.Ago;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.layer.Trees;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code wasmrunner ps}. */
public final class PsCommand implements Command {
    private static final int COMMAND_WIDTH = 20;

    private static final Flag ALL = Flag.toggle("Also those that do not run.", "-a", "--all");
    private static final Flag QUIET = Flag.toggle("Ids only, to be piped into the next command.", "-q", "--quiet");
    private static final Flag LATEST = Flag.toggle("The one created last, whether it runs or not.", "-l", "--latest");
    private static final Flag LAST =
            Flag.value("count", "The so many created last, whether they run or not.", "-n", "--last");
    private static final Flag SIZE = Flag.toggle("Show what each has written to its own files.", "-s", "--size");
    private static final Flag NO_TRUNC = Flag.toggle("Show ids and commands in full.", "--no-trunc");
    private static final Flag FILTER = Flag.list(
            "condition",
            "id, name, label, exited, status, ancestor, before, since, volume, publish or health=value.",
            "-f",
            "--filter");
    private static final Flag FORMAT = Flag.value(
            "format",
            "table (default), json, or a Go template such as '{{.ID}} {{.Names}}', with 'table ' in front as a table.",
            "--format");

    @Override
    public String name() {
        return "ps";
    }

    @Override
    public List<String> aliases() {
        return List.of("container ls", "container list", "container ps");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "List containers";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ALL, QUIET, LATEST, LAST, SIZE, NO_TRUNC, FILTER, FORMAT);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner ps -a",
                "wasmrunner ps -q --filter status=exited",
                "wasmrunner ps --format '{{.Names}}: {{.Status}}'");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        List<ContainerRow> rows;
        Map<ContainerId, Long> sizes = new HashMap<>();
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            rows = chosen(line, containers, images);
            if (line.has(SIZE)) {
                for (ContainerRow row : rows) {
                    sizes.put(row.id(), Trees.bytes(containers.store().files().upper(row.id())));
                }
            }
        }
        boolean full = line.has(NO_TRUNC);
        if (line.has(QUIET)) {
            rows.forEach(row -> context.out().println(id(row, full)));
            return 0;
        }
        Instant now = Instant.now();
        Listing.print(
                rows,
                ListFormat.of(line, FORMAT, ConfigKey.FORMAT_PS, context.settings()),
                row -> fields(row, full, now, sizes.getOrDefault(row.id(), -1L)),
                all -> table(all, full, now, sizes),
                context.out());
        return 0;
    }

    private static List<ContainerRow> chosen(ParsedLine line, Containers containers, Images images) throws IOException {
        ContainerFilters filters = ContainerFilters.parse(line.values(FILTER), containers, images);
        long most = line.has(LATEST)
                ? 1
                : line.value(LAST).map(text -> Quantities.count("-n", text)).orElse(0L);
        boolean all = line.has(ALL) || filters.all() || most > 0;
        List<ContainerRow> rows = new ArrayList<>();
        for (ContainerRow row : all ? containers.list() : containers.running()) {
            if (filters.match(row) && (most == 0 || rows.size() < most)) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static String id(ContainerRow row, boolean full) {
        return full ? row.id().hex() : row.id().abbreviated();
    }

    private static String command(ContainerRow row, boolean full) {
        String command = row.command();
        return '"'
                + (full || command.length() <= COMMAND_WIDTH ? command : command.substring(0, COMMAND_WIDTH - 1) + "…")
                + '"';
    }

    private static ObjectNode fields(ContainerRow row, boolean full, Instant now, long size) {
        Instant created = Instant.ofEpochMilli(row.created());
        ObjectNode node = Json.object();
        node.put("ID", id(row, full));
        node.put("Names", row.name());
        node.put("Image", row.image());
        node.put("Command", command(row, full));
        node.put("CreatedAt", created.toString());
        node.put("RunningFor", Ago.since(created, now));
        node.put("State", row.status().toString());
        node.put("Status", StatusWords.of(row, now));
        node.put("Ports", String.join(", ", row.ports()));
        List<String> labels = new ArrayList<>();
        row.labels().forEach((name, value) -> labels.add(name + "=" + value));
        node.put("Labels", String.join(",", labels));
        node.put("Mounts", String.join(",", sources(row)));
        node.put("ExitCode", row.exitCode());
        node.put("Size", size < 0 ? "" : Quantities.printSize(size));
        return node;
    }

    /** Of sources and targets by turns. */
    private static List<String> sources(ContainerRow row) {
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < row.volumes().size(); i += 2) {
            sources.add(row.volumes().get(i));
        }
        return sources;
    }

    private static Table table(List<ContainerRow> rows, boolean full, Instant now, Map<ContainerId, Long> sizes) {
        List<String> headings =
                new ArrayList<>(List.of("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"));
        boolean sized = !sizes.isEmpty();
        if (sized) {
            headings.add("SIZE");
        }
        Table table = new Table(headings.toArray(String[]::new));
        for (ContainerRow row : rows) {
            List<String> cells = new ArrayList<>(List.of(
                    id(row, full),
                    row.image(),
                    command(row, full),
                    Ago.since(Instant.ofEpochMilli(row.created()), now),
                    StatusWords.of(row, now),
                    String.join(", ", row.ports()),
                    row.name()));
            if (sized) {
                cells.add(Quantities.printSize(sizes.getOrDefault(row.id(), 0L)));
            }
            table.add(cells.toArray(String[]::new));
        }
        return table;
    }
}
