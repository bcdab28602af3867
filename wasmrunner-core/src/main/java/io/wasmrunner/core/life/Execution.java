package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.GuestSettings;
import io.wasmrunner.core.container.Move;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.module.ModuleSource;
import io.wasmrunner.core.run.Conclusion;
import io.wasmrunner.core.run.RunRequest;
import io.wasmrunner.core.run.RunService;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.sandbox.RunEnd;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.core.volume.VolumeStore;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestConsole;
import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.run.Invocation;
import io.wasmrunner.sandbox.shim.ShimControl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs one more guest with what a container has: its files, variables, policy and network. */
final class Execution {
    /** As a command that is there and cannot be run. */
    private static final int CANNOT_RUN = 126;

    private final ContainerStore store;
    private final VolumeStore volumes;
    private final MemoryFolders memory;
    private final Images images;
    private final ModuleLoader modules;
    private final ContainerEvents events;

    Execution(
            ContainerStore store,
            VolumeStore volumes,
            MemoryFolders memory,
            Images images,
            ModuleLoader modules,
            ContainerEvents events) {
        this.store = store;
        this.volumes = volumes;
        this.memory = memory;
        this.images = images;
        this.modules = modules;
        this.events = events;
    }

    /**
     * Makes sure that it could be run now.
     *
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when its module is not there, {@link ErrorCode#CONFLICT} when
     *     the container does not run
     */
    void check(Container container, ExecRequest request) throws IOException {
        container.after(Move.EXEC);
        try (ContainerProgram program = ContainerProgram.open(container, store.files(), images)) {
            module(container, request, program).read(modules);
        }
    }

    /**
     * Runs it to its end, or to that of the container's own guest.
     *
     * @throws WasmrunnerException when it cannot be started
     */
    RunEnd run(ContainerId id, ExecRequest request, RunService service) throws IOException, InterruptedException {
        try (Held _ = SideRuns.enter(store.files().folder(id), request.check());
                ShimControl shim = ShimControl.connect(store.files().folder(id)).orElse(null)) {
            Container container = store.require(id);
            container.after(Move.EXEC);
            if (shim == null) {
                throw new WasmrunnerException(
                        ErrorCode.CONFLICT, "cannot execute in %s: it has just ended".formatted(container.name()));
            }
            Map<String, String> exec = Map.of("execID", ContainerId.random().hex());
            events.add(container, "exec_create", exec);
            try (ContainerProgram program = ContainerProgram.open(container, store.files(), images);
                    EndsTogether _ = EndsTogether.with(shim)) {
                RunRequest run = request(container, request, program);
                events.add(container, "exec_start", exec);
                RunEnd end = service.run(run);
                died(container, exec, Conclusion.of(end, run.guest().quotas()).code());
                return end;
            } catch (WasmrunnerException e) {
                died(container, exec, CANNOT_RUN);
                throw e;
            }
        }
    }

    private void died(Container container, Map<String, String> exec, int code) {
        events.add(container, "exec_die", Map.of("execID", exec.get("execID"), "exitCode", Integer.toString(code)));
    }

    private static String directory(Container container, ExecRequest request) {
        return request.workingDirectory().isEmpty()
                ? container.spec().guest().workingDirectory()
                : request.workingDirectory();
    }

    /** What this machine lacks was said when the container started, and is no answer of a check's. */
    private static SandboxMode sandbox(GuestSettings settings, ExecRequest request) {
        return request.check() && settings.sandbox() == SandboxMode.STRICT ? SandboxMode.PARTIAL : settings.sandbox();
    }

    private static ModuleSource module(Container container, ExecRequest request, ContainerProgram program) {
        return request.invoke().isPresent()
                ? program
                : program.other(request.command().getFirst(), directory(container, request));
    }

    private RunRequest request(Container container, ExecRequest request, ContainerProgram program) throws IOException {
        GuestSettings settings = container.spec().guest();
        List<String> arguments = request.invoke().isPresent()
                ? request.command()
                : request.command().subList(1, request.command().size());
        List<String> environment = new ArrayList<>(settings.environment());
        if (!request.workingDirectory().isEmpty()) {
            environment.add("PWD=" + request.workingDirectory());
        }
        environment.addAll(request.environment());
        GuestSpec guest = new GuestSpec(
                arguments,
                environment,
                program.mounts(volumes, memory),
                List.of(),
                settings.policy(),
                settings.engine(),
                settings.interpreted(),
                request.invoke()
                        .<Invocation>map(export -> new Invocation.Export(export, arguments))
                        .orElseGet(Invocation.Start::new),
                settings.capabilities(),
                settings.network(),
                new GuestConsole(request.input(), request.terminal()));
        return new RunRequest(
                module(container, request, program),
                List.of(),
                sandbox(settings, request),
                settings.scan(),
                settings.policyNote(),
                settings.inheritsEnvironment(),
                guest);
    }
}
