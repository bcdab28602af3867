package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.life.Containers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** Which of its service's a container is, from 1; 1 when its label is gone. */
    static int number(ContainerRow row) {
        String number = row.labels().getOrDefault(ComposeLabels.NUMBER, "");
        return number.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(number) : 1;
    }

    /** What there is to say of one whose service is gone and that stays. */
    static String orphaned(ContainerRow row) {
        return row.name() + ": its service is gone; --remove-orphans removes it";
    }

    /**
     * Stops one, if it runs, and removes it.
     *
     * @param timeout milliseconds until it is killed, instead of its own
     * @param volumes whether also its volumes that nobody named
     */
    static void remove(ContainerRow row, Containers containers, OptionalLong timeout, boolean volumes)
            throws IOException {
        if (row.status().isLive()) {
            containers.stop(row.id(), Optional.empty(), timeout);
        }
        containers.remove(row.id(), true, volumes);
    }

    /** Those of a service by number; of the same number, the newest first. */
    List<ContainerRow> of(Service service) {
        return rows.stream()
                .filter(row -> service(row).equals(service.name()))
                .sorted(Comparator.comparingInt(ProjectContainers::number))
                .toList();
    }

    /** Those of services that there are no longer. */
    public List<ContainerRow> orphans(Set<String> services) {
        return rows.stream().filter(row -> !services.contains(service(row))).toList();
    }

    /** Those of these services, in their order. */
    public List<ContainerRow> of(List<Service> services) {
        List<ContainerRow> chosen = new ArrayList<>();
        for (Service service : services) {
            chosen.addAll(of(service));
        }
        return chosen;
    }
}
