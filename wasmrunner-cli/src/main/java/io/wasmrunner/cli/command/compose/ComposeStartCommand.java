package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.compose.Project;
import io.wasmrunner.core.compose.ProjectContainers;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner compose start}. */
public final class ComposeStartCommand implements Command {

    @Override
    public String name() {
        return "compose start";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Start the containers of services that are stopped";
    }

    @Override
    public List<Flag> flags() {
        return ComposeFlags.and();
    }

    @Override
    public Operands operands() {
        return new Operands("[service…]", 0, Integer.MAX_VALUE, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner compose start", "wasmrunner compose start web");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        Project project = ComposeFlags.project(line, context);
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            List<ContainerRow> rows = ProjectContainers.of(project.name(), containers)
                    .of(ProjectServices.named(project, line.operands()));
            ProjectServices.mustBeThere(rows, project);
            for (ContainerRow row : rows) {
                if (!row.status().isLive()) {
                    containers.start(row.id());
                    context.warn(row.name() + ": started");
                }
            }
            return 0;
        }
    }
}
