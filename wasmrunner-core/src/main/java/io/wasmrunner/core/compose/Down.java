package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.life.Containers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Stops and removes what a project has, each service before those that it waits for. */
public final class Down {
    private final Project project;
    private final Containers containers;
    private final Consumer<String> progress;

    /** @param progress hears what is done, a line at a time */
    public Down(Project project, Containers containers, Consumer<String> progress) {
        this.project = project;
        this.containers = containers;
        this.progress = progress;
    }

    /**
     * Stops these.
     *
     * @param services in the order in which they come up
     * @param timeout milliseconds until one is killed, instead of its own
     */
    public void stop(List<Service> services, OptionalLong timeout) throws IOException {
        for (ContainerRow row : ProjectContainers.of(project.name(), containers).of(services.reversed())) {
            if (row.status().isLive()) {
                containers.stop(row.id(), Optional.empty(), timeout);
                progress.accept(row.name() + ": stopped");
            }
        }
    }

    /**
     * Stops and removes all.
     *
     * @param orphans whether also those of services that are gone
     * @param volumes whether also the project's volumes, with what is in them
     */
    public void run(OptionalLong timeout, boolean orphans, boolean volumes) throws IOException {
        ProjectContainers there = ProjectContainers.of(project.name(), containers);
        for (ContainerRow orphan : there.orphans(project.services().keySet())) {
            if (orphans) {
                remove(orphan, timeout, volumes);
            } else {
                progress.accept(ProjectContainers.orphaned(orphan));
            }
        }
        List<Service> all = Order.of(project, project.services().keySet());
        for (ContainerRow row : there.of(all.reversed())) {
            remove(row, timeout, volumes);
        }
        if (volumes) {
            new Volumes(project, containers, progress).remove();
        }
    }

    private void remove(ContainerRow row, OptionalLong timeout, boolean volumes) throws IOException {
        ProjectContainers.remove(row, containers, timeout, volumes);
        progress.accept(row.name() + ": removed");
    }
}
