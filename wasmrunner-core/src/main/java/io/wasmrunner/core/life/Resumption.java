package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.LastRun;
import io.wasmrunner.core.container.Move;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.shim.Reply;
import io.wasmrunner.sandbox.shim.ShimControl;
import io.wasmrunner.sandbox.shim.ShimState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * That a shim has started its guest again. The shim itself writes down nothing; whoever changes the container first after
 * that does, as a rule the command that the shim starts for it, and so each run has its start before its end.
 */
final class Resumption {
    private static final long MILLION = 1_000_000;

    private final ContainerStore store;
    private final ContainerEvents events;

    Resumption(ContainerStore store, ContainerEvents events) {
        this.store = store;
        this.events = events;
    }

    /** What a container's shim says; null when there is none, or it does not say. */
    @Nullable
    ShimState shim(ContainerId id) {
        try (ShimControl shim = ShimControl.connect(store.files().folder(id)).orElse(null)) {
            return shim != null && shim.state() instanceof Reply.Done<ShimState>(ShimState state) ? state : null;
        }
    }

    /** A container as it is now, whether or not that is written down. */
    Container look(Container container) {
        OptionalLong began = container.status() == Status.RESTARTING ? began(container.id()) : OptionalLong.empty();
        return began.isPresent() ? resumed(container, began.getAsLong()) : container;
    }

    /** The same, and writes it down; its lock must be held. */
    Container record(Container container) throws IOException {
        Container now = look(container);
        if (now.status() != container.status()) {
            store.writeState(now);
            tell(now);
        }
        return now;
    }

    /**
     * A container whose run is over, and whose beginning nobody has written down: tells of that.
     *
     * @param shim its shim, null when that is gone
     * @return the container as it was at the end of that run; itself when it was not started again since its last end
     */
    Container ended(Container container, @Nullable ShimState shim) throws IOException {
        if (container.status() != Status.RESTARTING) {
            return container;
        }
        OptionalLong began = shim != null ? OptionalLong.of(began(shim)) : recorded(container.id());
        if (began.isEmpty()) {
            return container;
        }
        Container now = resumed(
                container, Math.max(began.getAsLong(), container.state().run().finished()));
        tell(now);
        return now;
    }

    private void tell(Container container) {
        events.add(Instant.ofEpochMilli(container.state().run().started()), container, "start");
    }

    private static Container resumed(Container container, long began) {
        return container.with(container
                .state()
                .with(container.after(Move.RESUME_AFTER_END))
                .with(LastRun.of(container.state().run().module(), began))
                .with(container.spec().life().healthAtStart()));
    }

    /** Milliseconds since 1970 at which the run began that goes on; empty when none does. */
    private OptionalLong began(ContainerId id) {
        ShimState shim = shim(id);
        return shim != null
                        && switch (shim.phase()) {
                            case STARTING, RUNNING, PAUSED, STOPPING -> true;
                            case SETTLING, WAITING -> false;
                        }
                ? OptionalLong.of(began(shim))
                : OptionalLong.empty();
    }

    private static long began(ShimState shim) {
        return System.currentTimeMillis() - shim.age();
    }

    /** The same of the run that has left a record; there is none of one that was settled (see {@link Settlement}). */
    private OptionalLong recorded(ContainerId id) throws IOException {
        Path end = store.files().end(id);
        if (!Files.exists(end)) {
            return OptionalLong.empty();
        }
        long written = Files.getLastModifiedTime(end).toMillis();
        try {
            return OptionalLong.of(
                    written - EndRecord.parse(Files.readAllBytes(end)).usage().wall() / MILLION);
        } catch (IllegalArgumentException e) {
            return OptionalLong.of(written);
        }
    }
}
