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
    private final Map<String, ContainerId> ids = new HashMap<>();
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
     * @throws WasmrunnerException when one cannot be made or started, or what it waits for does not come to be; those that
     *     were started before run on
     */
    public void run(List<Service> services, UpOptions options) throws IOException, InterruptedException {
        ProjectContainers there = ProjectContainers.of(project.name(), containers);
        orphans(there.orphans(project.services().keySet()), options.removeOrphans());
        for (Service service : services) {
            images.put(service.name(), maker.image(service, options.build()));
        }
        new Volumes(project, containers, progress).create();
        Waiting waiting = new Waiting(containers, options.waitTimeout());
        for (Step step : Planner.plan(services, there.byService(), images, options.recreate())) {
            await(step.service(), waiting);
            perform(step);
        }
        if (options.complete()) {
            for (Service service : services) {
                awaitUp(ids.get(service.name()), waiting);
            }
        }
    }

    private void orphans(List<ContainerRow> orphans, boolean remove) throws IOException {
        for (ContainerRow orphan : orphans) {
            if (remove) {
                containers.remove(orphan.id(), true, false);
                progress.accept(orphan.name() + ": removed, since its service is gone");
            } else {
                progress.accept(orphan.name() + ": its service is gone; --remove-orphans removes it");
            }
        }
    }

    private void await(Service service, Waiting waiting) throws IOException, InterruptedException {
        for (Map.Entry<String, Dependency> entry : service.dependencies().entrySet()) {
            ContainerId other = ids.get(entry.getKey());
            Dependency dependency = entry.getValue();
            if (other == null) {
                continue;
            }
            try {
                waiting.until(other, dependency.condition());
            } catch (WasmrunnerException e) {
                if (dependency.required() || e.code() != ErrorCode.CONFLICT) {
                    throw new WasmrunnerException(
                            e.code(), "cannot start the service %s: %s".formatted(service.name(), e.getMessage()), e);
                }
                progress.accept(service.name() + ": goes on without " + entry.getKey() + ": " + e.getMessage());
            }
        }
    }

    private void perform(Step step) throws IOException {
        Service service = step.service();
        String name = project.containerName(service);
        switch (step) {
            case Step.Create _ -> start(service, create(service, Map.of()).id(), name, "created and started");
            case Step.Recreate anew -> {
                start(service, recreate(service, anew.old()), name, "started anew: " + anew.why());
                replaced.add(service.name());
            }
            case Step.Start there ->
                start(service, there.row().id(), there.row().name(), "started");
            case Step.Leave there -> {
                ContainerRow row = there.row();
                ids.put(service.name(), row.id());
                boolean restart = service.dependencies().entrySet().stream()
                        .anyMatch(entry -> entry.getValue().restarts() && replaced.contains(entry.getKey()));
                if (restart) {
                    containers.stop(row.id(), Optional.empty(), OptionalLong.empty());
                    start(service, row.id(), row.name(), "restarted, since what it depends on is new");
                } else {
                    starter.running(service, row);
                    progress.accept(row.name() + ": runs");
                }
            }
        }
    }

    private void start(Service service, ContainerId id, String name, String what) throws IOException {
        ids.put(service.name(), id);
        starter.start(service, id);
        progress.accept(name + ": " + what);
    }

    private Container create(Service service, Map<String, String> kept) throws IOException {
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
                project.containerName(service),
                ComposeLabels.of(project, service, images.getOrDefault(service.name(), "")),
                mounts);
    }

    /** The old one steps aside first, so that it comes back when there can be no new one. */
    private ContainerId recreate(Service service, ContainerRow old) throws IOException {
        if (old.status() == Status.DEAD) {
            containers.remove(old.id(), true, false);
            return create(service, Map.of()).id();
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
            made = create(service, kept);
        } catch (WasmrunnerException | RegistryException | IOException e) {
            containers.rename(old.id(), ContainerName.parse(old.name()));
            throw e;
        }
        containers.stop(old.id(), Optional.empty(), OptionalLong.empty());
        containers.remove(old.id(), true, false);
        return made.id();
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
