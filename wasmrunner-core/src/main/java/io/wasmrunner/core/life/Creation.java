package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerImage;
import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.container.ContainerName;
import io.wasmrunner.core.container.ContainerSpec;
import io.wasmrunner.core.container.ContainerState;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.LifeSettings;
import io.wasmrunner.core.container.RestartPolicy;
import io.wasmrunner.core.container.Signal;
import io.wasmrunner.core.image.ImageCommand;
import io.wasmrunner.core.module.ModuleFile;
import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.volume.VolumeName;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Makes containers. */
final class Creation {
    private final ContainerStore store;
    private final ContainerVolumes volumes;
    private final ModuleLoader modules;
    private final ContainerEvents events;

    Creation(ContainerStore store, ContainerVolumes volumes, ModuleLoader modules, ContainerEvents events) {
        this.store = store;
        this.volumes = volumes;
        this.modules = modules;
        this.events = events;
    }

    /**
     * Makes a container; what its image says is merged with what is asked for.
     *
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when its name is taken
     */
    Container create(ContainerRequest request) throws IOException {
        ModuleFile module = request.image().isPresent() ? null : modules.read(request.operand());
        RunConfig config = request.image().map(Image::config).orElse(RunConfig.EMPTY);
        ContainerId id = ContainerId.random();
        List<ContainerMount> mounts = mounts(request, config);
        volumes.prepare(mounts);
        RandomGenerator random = new SplittableRandom(id.hex().hashCode() ^ System.nanoTime());
        for (int attempt = 0; ; attempt++) {
            ContainerName name = request.nameOrNull() == null ? Names.random(random, attempt) : request.nameOrNull();
            Container container = new Container(spec(id, name, request, config, mounts), ContainerState.NEW);
            try {
                store.create(container, folder -> {
                    if (module != null) {
                        Files.write(folder.resolve("module.wasm"), module.bytes());
                    }
                    Files.createDirectory(folder.resolve("lower"));
                });
                events.add(container, "create");
                return container;
            } catch (WasmrunnerException e) {
                if (e.code() != ErrorCode.CONFLICT || request.nameOrNull() != null) {
                    throw e;
                }
            } catch (IOException e) {
                throw new WasmrunnerException(
                        ErrorCode.HOST, "cannot make the container %s: %s".formatted(name, Reason.of(e)), e);
            }
        }
    }

    private ContainerSpec spec(
            ContainerId id,
            ContainerName name,
            ContainerRequest request,
            RunConfig config,
            List<ContainerMount> mounts) {
        List<String> command = new ArrayList<>();
        if (request.image().isPresent()) {
            command.addAll(ImageCommand.of(
                    request.operand(), request.image().get(), request.entrypointOrNull(), request.arguments()));
        } else {
            command.add(new File(request.operand()).getName());
            command.addAll(request.arguments());
        }
        Map<String, String> labels = new TreeMap<>(config.labels());
        labels.putAll(request.labels());
        return new ContainerSpec(
                id,
                name,
                System.currentTimeMillis(),
                new ContainerImage(
                        request.operand(), request.image().map(Image::id).orElse(null)),
                command,
                request.guest(),
                mounts,
                request.ports(),
                life(request, config),
                request.log(),
                request.readOnly(),
                new TreeMap<>(labels),
                new TreeMap<>(request.annotations()));
    }

    private static LifeSettings life(ContainerRequest request, RunConfig config) {
        Signal signal = request.stopSignalOrNull();
        if (signal == null) {
            signal = config.stopSignal().isEmpty() ? Signal.TERM : Signal.parse(config.stopSignal());
        }
        if (request.removesItself() && request.restart().kind() != RestartPolicy.Kind.NO) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot use --rm with --restart %s: a container that removes itself cannot be started again"
                            .formatted(request.restart()));
        }
        return new LifeSettings(
                request.restart(),
                request.removesItself(),
                signal,
                request.stopTimeout(),
                HealthChecks.merged(request.healthOrNull(), config.healthCheck().orElse(null)));
    }

    /** Those asked for, then the image's volumes, but for those in whose place the user put something else. */
    private static List<ContainerMount> mounts(ContainerRequest request, RunConfig config) {
        List<ContainerMount> mounts = new ArrayList<>();
        Set<String> targets = new HashSet<>();
        for (ContainerMount mount : request.mounts()) {
            if (!targets.add(mount.target())) {
                throw new WasmrunnerException(
                        ErrorCode.USAGE, "cannot mount twice at %s (%s)".formatted(mount.target(), mount.flag()));
            }
            mounts.add(mount.type() == ContainerMount.Type.BIND ? mount.absolute() : mount);
        }
        for (String target : config.volumes()) {
            if (targets.add(target)) {
                mounts.add(new ContainerMount(
                        ContainerMount.Type.ANONYMOUS,
                        VolumeName.random().text(),
                        target,
                        true,
                        0,
                        "the image's volume " + target));
            }
        }
        return mounts;
    }
}
