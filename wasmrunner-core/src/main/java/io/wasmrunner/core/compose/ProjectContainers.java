package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.life.Containers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The containers of a project, as they are now. */
public final class ProjectContainers {
    private final List<ContainerRow> rows;

    private ProjectContainers(List<ContainerRow> rows) {
        this.rows = List.copyOf(rows);
    }

    public static ProjectContainers of(String project, Containers containers) throws IOException {
        List<ContainerRow> rows = new ArrayList<>();
        for (ContainerRow row : containers.list()) {
            if (project.equals(row.labels().get(ComposeLabels.PROJECT))) {
                rows.add(row);
            }
        }
        return new ProjectContainers(rows);
    }

    /** All of them, the newest first. */
    public List<ContainerRow> all() {
        return rows;
    }

    /** The service that a container is of; empty when its label is gone. */
    public static String service(ContainerRow row) {
        return row.labels().getOrDefault(ComposeLabels.SERVICE, "");
    }

    Map<String, ContainerRow> byService() {
        Map<String, ContainerRow> byService = new HashMap<>();
        rows.forEach(row -> byService.putIfAbsent(service(row), row));
        return byService;
    }

    /** Those of services that there are no longer. */
    public List<ContainerRow> orphans(Set<String> services) {
        return rows.stream().filter(row -> !services.contains(service(row))).toList();
    }

    /** Those of these services, in their order. */
    public List<ContainerRow> of(List<Service> services) {
        List<ContainerRow> chosen = new ArrayList<>();
        for (Service service : services) {
            rows.stream().filter(row -> service(row).equals(service.name())).forEach(chosen::add);
        }
        return chosen;
    }
}
