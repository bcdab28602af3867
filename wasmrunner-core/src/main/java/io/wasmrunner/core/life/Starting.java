package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerSpec;
import io.wasmrunner.core.container.ContainerState;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.GuestSettings;
import io.wasmrunner.core.container.LastRun;
import io.wasmrunner.core.container.Move;
import io.wasmrunner.core.container.Restarts;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.module.ModuleFile;
import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.network.PortMapping;
import io.wasmrunner.core.network.PublishedPorts;
import io.wasmrunner.core.run.Admission;
import io.wasmrunner.core.run.Guard;
import io.wasmrunner.core.run.RunRequest;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.sandbox.ContainerStart;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.core.volume.VolumeStore;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.overlay.MergedView;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestConsole;
import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.guest.HostListener;
import io.wasmrunner.runtime.run.Invocation;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.shim.Attachment;
import io.wasmrunner.sandbox.shim.ShimControl;
import io.wasmrunner.sandbox.shim.ShimLock;
import io.wasmrunner.sandbox.shim.ShimProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts containers: from what is written down of them to a shim that keeps their guest. */
final class Starting {
    private final StateFolder state;
    private final ContainerStore store;
    private final VolumeStore volumes;
    private final MemoryFolders memory;
    private final Images images;
    private final EngineCatalog engines;
    private final ModuleLoader modules;
    private final ContainerEvents events;
    private final ShimSettings shim;
    private final Consumer<String> warnings;

    Starting(
            StateFolder state,
            ContainerStore store,
            VolumeStore volumes,
            MemoryFolders memory,
            Images images,
            EngineCatalog engines,
            ModuleLoader modules,
            ContainerEvents events,
            ShimSettings shim,
            Consumer<String> warnings) {
        this.state = state;
        this.store = store;
        this.volumes = volumes;
        this.memory = memory;
        this.images = images;
        this.engines = engines;
        this.modules = modules;
        this.events = events;
        this.shim = shim;
        this.warnings = warnings;
    }

    /**
     * Starts it, and returns when its guest runs, or has run already.
     *
     * @param wanted what this process wants of its streams from the first byte on
     * @param settles whether it settles the runs that end while it has them
     * @return the streams, when they are wanted
     * @throws WasmrunnerException when it cannot be started; the container then says why. Whoever wants streams hears it
     *     there instead, when it was not known before there was a shim
     */
    Optional<Attachment> start(ContainerId id, Streams wanted, boolean settles) throws IOException {
        awaitLastShim(id);
        Begun begun = begin(id, wanted, settles);
        if (wanted == Streams.NONE && begun.failure() != null) {
            throw begun.failure();
        }
        return begun.streams();
    }

    /** The container is unlocked when the failure is told: it is for its shim to settle. */
    private record Begun(
            Optional<Attachment> streams, @Nullable WasmrunnerException failure) {}

    private Begun begin(ContainerId id, Streams wanted, boolean settles) throws IOException {
        try (Held _ = store.lock(id)) {
            Container container = store.require(id);
            container.after(Move.START);
            try {
                return start(container, wanted, settles);
            } catch (WasmrunnerException | IOException e) {
                ErrorCode code = e instanceof WasmrunnerException known ? known.code() : ErrorCode.HOST;
                Container failed = container.with(container
                        .state()
                        .with(container
                                .state()
                                .run()
                                .failed(System.currentTimeMillis(), code.exitCode(), String.valueOf(e.getMessage()))));
                store.writeState(failed);
                throw e;
            }
        }
    }

    /** One that has just come to its end may still be about to go. */
    private void awaitLastShim(ContainerId id) throws IOException {
        Path folder = store.files().folder(id);
        if (ShimLock.isAlive(folder) && !store.require(id).status().isLive()) {
            ShimControl.awaitEnd(folder);
        }
    }

    private Begun start(Container container, Streams wanted, boolean settles) throws IOException {
        ContainerSpec spec = container.spec();
        PublishedPorts ports = PublishedPorts.find(mappings(spec));
        try (ContainerProgram program = ContainerProgram.open(container, store.files(), images)) {
            if (SideRuns.none(store.files().folder(container.id()))) {
                new MergedView(program.lower(), store.files().upper(container.id())).removeUnfinished();
            }
            ModuleFile module = program.read(modules);
            spec.guest().scan().look(module, warnings);
            GuestSpec asked = guest(spec, program, ports);
            ViolationLog requested = new ViolationLog();
            GuestSpec admitted = Admission.admit(request(spec, program, asked), requested);
            Guard guard = ContainerGuard.of(state, warnings, container, module.digest());
            guard.before();
            if (requested.count() != 0) {
                guard.after(requested.first(), requested.count());
            }
            Files.deleteIfExists(store.files().end(container.id()));
            Container started = container.with(new ContainerState(
                    container.after(Move.START),
                    LastRun.of(module.digest(), System.currentTimeMillis()),
                    Restarts.NONE,
                    spec.life().healthAtStart(),
                    ports.mappings().stream().map(PortMapping::toString).toList()));
            store.writeState(started);
            try {
                ShimProcess.Answer answer = new ContainerStart(
                                state, engines, spec.guest().sandbox(), warnings)
                        .start(
                                container.id(),
                                store.files().folder(container.id()),
                                module,
                                admitted,
                                shim.of(started, wanted, settles));
                events.add(started, "start");
                if (answer instanceof ShimProcess.Answer.Refused(String why)) {
                    throw new WasmrunnerException(
                            ErrorCode.HOST, "cannot start %s: %s".formatted(container.name(), why));
                }
                return new Begun(
                        ((ShimProcess.Answer.Begun) answer).attachment(),
                        answer instanceof ShimProcess.Answer.Ended ? failure(container) : null);
            } catch (WasmrunnerException e) {
                store.writeState(container);
                throw e;
            }
        }
    }

    /** Why the run that is over never started; null when it did. */
    private @Nullable WasmrunnerException failure(Container container) throws IOException {
        try {
            EndRecord record = EndRecord.parse(Files.readAllBytes(store.files().end(container.id())));
            ContainerStart.check(
                    record, container.name(), container.spec().guest().policy().quotas());
            return null;
        } catch (NoSuchFileException | IllegalArgumentException e) {
            // Whoever settles it says so.
            return null;
        } catch (WasmrunnerException e) {
            return e;
        }
    }

    private static List<PortMapping> mappings(ContainerSpec spec) {
        List<PortMapping> mappings = new ArrayList<>();
        for (String port : spec.ports()) {
            mappings.addAll(PortMapping.parse(port));
        }
        return mappings;
    }

    private GuestSpec guest(ContainerSpec spec, ContainerProgram program, PublishedPorts ports) throws IOException {
        GuestSettings guest = spec.guest();
        List<HostListener> listeners = new ArrayList<>();
        for (PortMapping port : ports.mappings()) {
            listeners.add(new HostListener.Address(port.hostSide(), "-p " + port.hostName()));
        }
        List<String> environment = new ArrayList<>(ports.environment(List.of()));
        environment.addAll(guest.environment());
        return new GuestSpec(
                spec.arguments(),
                environment,
                program.freshMounts(volumes, memory),
                listeners,
                guest.policy(),
                guest.engine(),
                guest.interpreted(),
                guest.invoke()
                        .<Invocation>map(export -> new Invocation.Export(export, spec.arguments()))
                        .orElseGet(Invocation.Start::new),
                guest.capabilities(),
                guest.network(),
                new GuestConsole(true, guest.terminal()));
    }

    private static RunRequest request(ContainerSpec spec, ContainerProgram program, GuestSpec guest) {
        return new RunRequest(
                program,
                List.of(),
                spec.guest().sandbox(),
                spec.guest().scan(),
                spec.guest().policyNote(),
                spec.guest().inheritsEnvironment(),
                guest);
    }
}
