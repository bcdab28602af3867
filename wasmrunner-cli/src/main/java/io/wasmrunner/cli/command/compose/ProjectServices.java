package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.compose.Order;
import io.wasmrunner.core.compose.Project;
import io.wasmrunner.core.compose.ProjectContainers;
import io.wasmrunner.core.compose.Service;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.List;

/** The services that a line names. */
final class ProjectServices {
    private ProjectServices() {}

    /** Those alone, or all when none is named, in the order in which they come up. */
    static List<Service> named(Project project, List<String> names) {
        names.forEach(project::require);
        return Order.of(project, project.services().keySet()).stream()
                .filter(service -> names.isEmpty() || names.contains(service.name()))
                .toList();
    }

    /** Something done to a container of a project. */
    interface Action {
        /** @return what was done, for people; empty for nothing */
        String act(Containers containers, ContainerRow row) throws IOException;
    }

    /** Does it to each container of the services that a line names. */
    static int each(ParsedLine line, Context context, Action action) throws IOException {
        Project project = ComposeFlags.project(line, context);
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            List<ContainerRow> rows =
                    ProjectContainers.of(project.name(), containers).of(named(project, line.operands()));
            mustBeThere(rows, project);
            for (ContainerRow row : rows) {
                String done = action.act(containers, row);
                if (!done.isEmpty()) {
                    context.warn(row.name() + ": " + done);
                }
            }
            return 0;
        }
    }

    static void mustBeThere(List<ContainerRow> rows, Project project) {
        if (rows.isEmpty()) {
            throw new WasmrunnerException(
                    ErrorCode.NOT_FOUND,
                    "no container of the project %s; wasmrunner compose up makes them".formatted(project.name()));
        }
    }
}
