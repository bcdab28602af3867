package io.wasmrunner.cli.command.compose;

import io.wasmrunner.core.compose.Order;
import io.wasmrunner.core.compose.Project;
import io.wasmrunner.core.compose.Service;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
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

    static void mustBeThere(List<ContainerRow> rows, Project project) {
        if (rows.isEmpty()) {
            throw new WasmrunnerException(
                    ErrorCode.NOT_FOUND,
                    "no container of the project %s; wasmrunner compose up makes them".formatted(project.name()));
        }
    }
}
