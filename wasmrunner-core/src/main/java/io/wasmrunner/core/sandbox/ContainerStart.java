package io.wasmrunner.core.sandbox;

import io.wasmrunner.core.module.ModuleFile;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.layer.Trees;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.fs.PrivateFolder;
import io.wasmrunner.sandbox.launch.Channel;
import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.launch.Inheritance;
import io.wasmrunner.sandbox.launch.Records;
import io.wasmrunner.sandbox.quota.Quotas;
import io.wasmrunner.sandbox.shim.ShimProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Starts the shim of a container, and with it its guest. */
public final class ContainerStart {
    private final StateFolder state;
    private final EngineCatalog engines;
    private final SandboxMode mode;
    private final Consumer<String> warnings;

    /** A start of which {@code warnings} hears what cannot be had. */
    public ContainerStart(StateFolder state, EngineCatalog engines, SandboxMode mode, Consumer<String> warnings) {
        this.state = state;
        this.engines = engines;
        this.mode = mode;
        this.warnings = warnings;
    }

    /**
     * Starts it, and returns when its guest runs, or has run already.
     *
     * @param folder the container's
     * @param shim what its shim is told about keeping it
     * @throws WasmrunnerException when it cannot be started
     */
    public ShimProcess.Answer start(ContainerId id, Path folder, ModuleFile module, GuestSpec guest, Records shim) {
        Workers.problem().ifPresent(problem -> {
            throw new WasmrunnerException(
                    ErrorCode.HOST, "cannot keep a container: its guest needs a process of its own: " + problem);
        });
        Path workshop = folder.resolve("workshop");
        try (Inheritance inheritance = new Inheritance()) {
            PrivateFolder.make(workshop);
            Records launch = new WorkerLaunch(state, engines, mode, warnings)
                    .spec(module, guest, workshop, inheritance)
                    .add("id", id.hex());
            shim.add("launcher", Installation.launcher().toString());
            try (Channel channel = inheritance.line(launch)) {
                Thread helpdesk = Thread.ofPlatform()
                        .name("helpdesk")
                        .start(() -> new Helpdesk(state, engines, module.digest(), workshop).serve(channel));
                try {
                    ShimProcess.Answer answer = ShimProcess.start(Installation.shim(), shim, launch, inheritance);
                    if (answer instanceof ShimProcess.Answer.Begun begun && mode == SandboxMode.STRICT) {
                        warn(begun, guest);
                    }
                    return answer;
                } finally {
                    // The shim keeps the worker's end open, for runs to come: nobody answers them.
                    channel.hangUp();
                    helpdesk.join();
                }
            }
        } catch (ErrnoException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST,
                    "cannot start %s for %s: %s".formatted(Installation.shim(), module.name(), e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST, "cannot start %s: %s".formatted(module.name(), Reason.of(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WasmrunnerException(ErrorCode.HOST, "cannot start %s: interrupted".formatted(module.name()), e);
        } finally {
            remove(workshop);
        }
    }

    /** Says why, when the run that this record is of never started. */
    public static void check(EndRecord record, String container, Quotas quotas) {
        new Verdict(container, quotas, record).end();
    }

    /** Why is found out by trying, which takes as long as a tenth of a start: only where there is something to say. */
    private void warn(ShimProcess.Answer.Begun begun, GuestSpec guest) {
        if (begun.isWeaker() || WorkerLimits.areAskedFor(guest)) {
            Gaps gaps = SystemCheck.gaps();
            for (String gap : gaps.mechanisms()) {
                WorkerLaunch.warn(gap, warnings);
            }
            WorkerLimits.warn(guest, gaps.controllers(), warnings);
        }
    }

    /** A guest that breaks out is not to fill the disk there. */
    private static void remove(Path workshop) {
        try {
            Trees.delete(workshop);
        } catch (IOException e) {
            // It goes with the container.
        }
    }
}
