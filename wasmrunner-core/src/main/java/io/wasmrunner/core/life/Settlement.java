package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerSpec;
import io.wasmrunner.core.container.ContainerState;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.GuestSettings;
import io.wasmrunner.core.container.LastRun;
import io.wasmrunner.core.container.Move;
import io.wasmrunner.core.container.RestartPolicy;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.run.Conclusion;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.sandbox.RunEnd;
import io.wasmrunner.core.sandbox.WorkerRun;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.shim.ShimState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns what the launcher wrote down about a run into what has become of its container, once for each run. */
final class Settlement {
    /** Of a run that nobody saw the end of: as if SIGKILL had ended it. */
    private static final int LOST = 137;

    private final StateFolder state;
    private final ContainerStore store;
    private final EngineCatalog engines;
    private final ContainerEvents events;
    private final Resumption resumption;
    private final Removal removal;
    private final MemoryFolders memory;
    private final Consumer<String> warnings;

    Settlement(
            StateFolder state,
            ContainerStore store,
            EngineCatalog engines,
            ContainerEvents events,
            Resumption resumption,
            Removal removal,
            MemoryFolders memory,
            Consumer<String> warnings) {
        this.state = state;
        this.store = store;
        this.engines = engines;
        this.events = events;
        this.resumption = resumption;
        this.removal = removal;
        this.memory = memory;
        this.warnings = warnings;
    }

    /** Who settles. */
    enum By {
        /** The container's shim, which can start it again. */
        SHIM,
        /** Somebody who was asked to end it. */
        STOPPER,
        /** Somebody who found its shim gone. */
        OTHERS
    }

    /** How a run ended. */
    private record Ending(
            @Nullable RunEnd end,
            int code,
            String reason,
            boolean outOfMemory,
            boolean quarantined,
            boolean failedToStart) {

        static Ending unseen(String why) {
            return new Ending(null, LOST, why, false, false, false);
        }
    }

    /** Settles the run that is over; empty when that was done, or the container is gone. */
    Optional<Settled> settle(ContainerId id, By by) throws IOException {
        try (Held _ = store.lock(id)) {
            Optional<Container> found = store.read(id);
            if (found.isEmpty() || !found.get().status().isLive()) {
                return Optional.empty();
            }
            ShimState shim = by == By.SHIM ? resumption.shim(id) : null;
            if (shim != null && shim.phase() != ShimState.Phase.SETTLING) {
                // Somebody else has settled it, and the next run may have begun.
                return Optional.empty();
            }
            Container container = resumption.ended(by == By.STOPPER ? stopped(found.get()) : found.get(), shim);
            return container.status() == Status.RESTARTING ? abandoned(container) : Optional.of(settle(container, by));
        }
    }

    private static Container stopped(Container container) {
        ContainerState state = container.state();
        return container.with(state.with(state.restarts().stopped()));
    }

    /** One that was stopped, or whose shim was killed, while it waited to be started again: its last run is settled. */
    private Optional<Settled> abandoned(Container container) throws IOException {
        Container ended = container.with(container
                .state()
                .with(container.after(Move.END))
                .with(container.state().health().ended()));
        store.writeState(ended);
        memory.remove(container.id());
        return Optional.empty();
    }

    private Settled settle(Container container, By by) throws IOException {
        ContainerState before = container.state();
        Ending ending = ending(container);
        LastRun run =
                before.run().ended(System.currentTimeMillis(), ending.code(), ending.reason(), ending.outOfMemory());
        if (ending.failedToStart()) {
            run = before.run().failed(System.currentTimeMillis(), ending.code(), ending.reason());
        }
        RestartPolicy policy = container.spec().life().restart();
        boolean again = by == By.SHIM
                && !ending.quarantined()
                && !before.restarts().stoppedByUser()
                && policy.restarts(ending.code() != 0, before.restarts().countedFrom(run));
        long delay = RestartPolicy.delay(before.restarts().countedFrom(run));
        Move move = ending.quarantined() ? Move.QUARANTINE : again ? Move.AWAIT_RESTART : Move.END;
        ContainerState after = before.with(container.after(move))
                .with(run)
                .with(again ? before.restarts().after(run) : before.restarts())
                .with(before.health().ended());
        Container settled = container.with(after);
        store.writeState(settled);
        tell(settled, ending);
        if (again) {
            // What is found there from now on is of a run that nobody has settled.
            Files.deleteIfExists(store.files().end(container.id()));
        } else {
            memory.remove(container.id());
            if (container.spec().life().removesItself()) {
                removal.remove(settled, true);
            }
        }
        return new Settled(settled, ending.end(), again ? OptionalLong.of(delay) : OptionalLong.empty());
    }

    private void tell(Container settled, Ending ending) {
        if (ending.outOfMemory()) {
            events.add(settled, "oom");
        }
        events.add(
                settled,
                "die",
                ending.reason().isEmpty()
                        ? Map.of("exitCode", Integer.toString(ending.code()))
                        : Map.of("exitCode", Integer.toString(ending.code()), "reason", ending.reason()));
    }

    private Ending ending(Container container) throws IOException {
        EndRecord record;
        Path file = store.files().end(container.id());
        try {
            record = EndRecord.parse(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Ending.unseen("its processes were killed, or the machine went down, and nobody saw how");
        } catch (IllegalArgumentException e) {
            return Ending.unseen("the record of its end is damaged: " + e.getMessage());
        }
        ContainerSpec spec = container.spec();
        GuestSettings guest = spec.guest();
        WorkerRun runs = new WorkerRun(state, engines, guest.sandbox(), warnings);
        try {
            RunEnd end = runs.conclude(container.name(), guest.policy().quotas(), record);
            boolean quarantined = ContainerGuard.of(
                            state, warnings, container, container.state().run().module())
                    .after(end);
            Conclusion conclusion = Conclusion.of(end, guest.policy().quotas());
            return new Ending(
                    end,
                    conclusion.code(),
                    conclusion.messages().isEmpty()
                            ? signal(end)
                            : conclusion.messages().getFirst(),
                    conclusion.outOfMemory(),
                    quarantined,
                    false);
        } catch (WasmrunnerException e) {
            return new Ending(null, e.code().exitCode(), String.valueOf(e.getMessage()), false, false, true);
        }
    }

    private static String signal(RunEnd end) {
        if (!(end instanceof RunEnd.Killed killed)) {
            return "";
        }
        return killed.cause() == EndRecord.Cause.ORPHANED
                ? "its shim was killed, which ends it too"
                : "it was stopped by signal " + killed.signal();
    }
}
