package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.container.ContainerName;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** Makes a project what its file describes: each service after those that it waits for. */
public final class Up {
    private final Project project;
    private final Containers containers;
    private final ServiceContainers maker;
    private final ServiceStart starter;
    private final Consumer<String> progress;
    private final Map<String, String> images = new HashMap<>();
    private final Map<String, List<ContainerId>> ids = new HashMap<>();
    private final Set<String> replaced = new HashSet<>();

    /** @param progress hears what is done, a line at a time */
    public Up(
            Project project,
            Containers containers,
            ServiceContainers maker,
            ServiceStart starter,
            Consumer<String> progress) {
        this.project = project;
        this.containers = containers;
        this.maker = maker;
        this.starter = starter;
        this.progress = progress;
    }

    /**
     * Brings these up.
     *
     * @param services in their order, as {@link Order} has it
     * @throws WasmrunnerException when one cannot be, before anything is started; when one cannot be made or started, or what
     *     it waits for does not come to be; those that were started before run on
     */
    public void run(List<Service> services, UpOptions options) throws IOException, InterruptedException {
        Replicas.check(services);
        ProjectContainers there = ProjectContainers.of(project.name(), containers);
        orphans(there.orphans(project.services().keySet()), options);
        for (Service service : services) {
            images.put(service.name(), maker.image(service, options.build()));
        }
        new Volumes(project, containers, progress).create();
        Waiting waiting = new Waiting(containers, options.waitTimeout());
        for (Service service : services) {
            await(service, waiting);
            List<Step> steps = Planner.plan(
                    service, there.of(service), images.getOrDefault(service.name(), ""), options.recreate());
            for (Step step : steps) {
                perform(step, options.timeout());
            }
        }
        if (options.complete()) {
            for (Service service : services) {
                for (ContainerId id : ids(service.name())) {
                    awaitUp(id, waiting);
                }
            }
        }
    }

    private List<ContainerId> ids(String service) {
        return ids.getOrDefault(service, List.of());
    }

    private void orphans(List<ContainerRow> orphans, UpOptions options) throws IOException {
        for (ContainerRow orphan : orphans) {
            if (options.removeOrphans()) {
                ProjectContainers.remove(orphan, containers, options.timeout(), false);
                progress.accept(orphan.name() + ": removed, since its service is gone");
            } else {
                progress.accept(ProjectContainers.orphaned(orphan));
            }
        }
    }

    private void await(Service service, Waiting waiting) throws IOException, InterruptedException {
        for (Map.Entry<String, Dependency> entry : service.dependencies().entrySet()) {
            Dependency dependency = entry.getValue();
            try {
                for (ContainerId other : ids(entry.getKey())) {
                    waiting.until(other, dependency.condition());
                }
            } catch (WasmrunnerException e) {
                if (dependency.required() || e.code() != ErrorCode.CONFLICT) {
                    throw new WasmrunnerException(
                            e.code(), "cannot start the service %s: %s".formatted(service.name(), e.getMessage()), e);
                }
                progress.accept(service.name() + ": goes on without " + entry.getKey() + ": " + e.getMessage());
            }
        }
    }

    private void perform(Step step, OptionalLong timeout) throws IOException {
        Service service = step.service();
        switch (step) {
            case Step.Create missing -> {
                Container made = create(service, missing.number(), Map.of());
                start(service, made.id(), made.name(), "created and started");
            }
            case Step.Recreate anew -> {
                Container made = recreate(service, anew.old(), timeout);
                start(service, made.id(), made.name(), "started anew: " + anew.why());
                replaced.add(service.name());
            }
            case Step.Start there ->
                start(service, there.row().id(), there.row().name(), "started");
            case Step.Leave there -> {
                ContainerRow row = there.row();
                boolean restart = service.dependencies().entrySet().stream()
                        .anyMatch(entry -> entry.getValue().restarts() && replaced.contains(entry.getKey()));
                if (restart) {
                    containers.stop(row.id(), Optional.empty(), timeout);
                    start(service, row.id(), row.name(), "restarted, since what it depends on is new");
                } else {
                    add(service, row.id());
                    starter.running(project.shortName(row.name()), row);
                    progress.accept(row.name() + ": runs");
                }
            }
            case Step.Remove there -> {
                ProjectContainers.remove(there.row(), containers, timeout, false);
                progress.accept(there.row().name() + ": removed, one too many");
            }
        }
    }

    private void start(Service service, ContainerId id, String name, String what) throws IOException {
        add(service, id);
        starter.start(project.shortName(name), id);
        progress.accept(name + ": " + what);
    }

    private void add(Service service, ContainerId id) {
        ids.computeIfAbsent(service.name(), _ -> new ArrayList<>()).add(id);
    }

    private Container create(Service service, int number, Map<String, String> kept) throws IOException {
        List<ContainerMount> mounts = new ArrayList<>();
        Set<String> targets = new HashSet<>();
        for (ServiceMount mount : service.mounts()) {
            mounts.add(mount.mount(kept));
            targets.add(mount.target());
        }
        kept.forEach((target, volume) -> {
            if (!targets.contains(target)) {
                mounts.add(new ContainerMount(
                        ContainerMount.Type.ANONYMOUS, volume, target, true, 0, "the image's volume " + target));
            }
        });
        return maker.create(
                service,
                project.containerName(service, number),
                ComposeLabels.of(project, service, number, images.getOrDefault(service.name(), "")),
                mounts);
    }

    /** The old one steps aside first, so that it comes back when there can be no new one. */
    private Container recreate(Service service, ContainerRow old, OptionalLong timeout) throws IOException {
        int number = ProjectContainers.number(old);
        if (old.status() == Status.DEAD) {
            containers.remove(old.id(), true, false);
            return create(service, number, Map.of());
        }
        Map<String, String> kept = new HashMap<>();
        for (ContainerMount mount : containers.find(old.id().hex()).spec().mounts()) {
            if (mount.type() == ContainerMount.Type.ANONYMOUS) {
                kept.put(mount.target(), mount.source());
            }
        }
        ContainerName aside = ContainerName.parse(old.id().abbreviated() + "_old");
        containers.rename(old.id(), aside);
        Container made;
        try {
            made = create(service, number, kept);
        } catch (WasmrunnerException | RegistryException | IOException e) {
            containers.rename(old.id(), ContainerName.parse(old.name()));
            throw e;
        }
        ProjectContainers.remove(old, containers, timeout, false);
        return made;
    }

    /** Until it is healthy, if it is checked; one that has ended well is fine. */
    private void awaitUp(ContainerId id, Waiting waiting) throws IOException, InterruptedException {
        Container container = containers.find(id.hex());
        if (!container.status().isLive()) {
            waiting.until(id, Dependency.Condition.SERVICE_COMPLETED_SUCCESSFULLY);
        } else if (container.spec().life().health().isPresent()) {
            waiting.until(id, Dependency.Condition.SERVICE_HEALTHY);
        }
    }
}
