package io.wasmrunner.cli.command.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.container.StatusWords;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.Listing;
import io.wasmrunner.cli.format.Table;
import io.wasmrunner.core.compose.Project;
import io.wasmrunner.core.compose.ProjectContainers;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.Health;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.text.Ago;
import io.wasmrunner.registry.format.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code wasmrunner compose ps}. */
public final class ComposePsCommand implements Command {
    private static final Flag ALL = Flag.toggle("Also those that do not run.", "-a", "--all");
    private static final Flag QUIET = Flag.toggle("Ids only.", "-q", "--quiet");
    private static final Flag SERVICES = Flag.toggle("Names of services only.", "--services");
    private static final Flag FORMAT = Flag.value(
            "format", "table (default), json, or a Go template such as '{{.Service}} {{.State}}'.", "--format");

    @Override
    public String name() {
        return "compose ps";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "List the containers of a project";
    }

    @Override
    public List<Flag> flags() {
        return ComposeFlags.and(ALL, QUIET, SERVICES, FORMAT);
    }

    @Override
    public Operands operands() {
        return Operands.SERVICES;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner compose ps -a");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        Project project = ComposeFlags.project(line, context);
        List<ContainerRow> rows = new ArrayList<>();
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            ProjectContainers there = ProjectContainers.of(project.name(), containers);
            for (ContainerRow row : there.of(ProjectServices.named(project, line.operands()))) {
                if (line.has(ALL) || row.status().isLive()) {
                    rows.add(row);
                }
            }
        }
        if (line.has(QUIET) || line.has(SERVICES)) {
            rows.forEach(
                    row -> context.out().println(line.has(QUIET) ? row.id().hex() : ProjectContainers.service(row)));
            return 0;
        }
        Instant now = Instant.now();
        Listing.print(
                rows, line.value(FORMAT), row -> fields(row, project, now), all -> table(all, now), context.out());
        return 0;
    }

    private static ObjectNode fields(ContainerRow row, Project project, Instant now) {
        ObjectNode node = Json.object();
        node.put("ID", row.id().abbreviated());
        node.put("Name", row.name());
        node.put("Project", project.name());
        node.put("Service", ProjectContainers.service(row));
        node.put("Image", row.image());
        node.put("Command", row.command());
        node.put("State", row.status().toString());
        node.put("Status", StatusWords.of(row, now));
        node.put(
                "Health",
                row.health() == Health.Verdict.NONE ? "" : row.health().toString());
        node.put("ExitCode", row.exitCode());
        node.put("Ports", String.join(", ", row.ports()));
        return node;
    }

    private static Table table(List<ContainerRow> rows, Instant now) {
        Table table = new Table("NAME", "IMAGE", "SERVICE", "CREATED", "STATUS", "PORTS");
        for (ContainerRow row : rows) {
            table.add(
                    row.name(),
                    row.image(),
                    ProjectContainers.service(row),
                    Ago.since(Instant.ofEpochMilli(row.created()), now),
                    StatusWords.of(row, now),
                    String.join(", ", row.ports()));
        }
        return table;
    }
}
