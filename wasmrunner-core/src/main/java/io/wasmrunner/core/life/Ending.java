package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerState;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.Move;
import io.wasmrunner.core.container.RestartPolicy;
import io.wasmrunner.core.container.Signal;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.shim.Reply;
import io.wasmrunner.sandbox.shim.ShimControl;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Ends, pauses and continues the guests of containers. */
final class Ending {
    private final ContainerStore store;
    private final Truth truth;
    private final Settlement settlement;
    private final ContainerEvents events;

    Ending(ContainerStore store, Truth truth, Settlement settlement, ContainerEvents events) {
        this.store = store;
        this.truth = truth;
        this.settlement = settlement;
        this.events = events;
    }

    /**
     * Ends it and waits for that; one that has ended is left as it is.
     *
     * @param timeout milliseconds until it is killed
     */
    void stop(Container container, Signal signal, long timeout) throws IOException {
        if (end(container, signal, timeout)) {
            events.add(container, "stop");
        }
    }

    /** Whether there was something to end. */
    private boolean end(Container container, Signal signal, long timeout) throws IOException {
        ContainerId id = container.id();
        if (!container.status().isLive()) {
            return false;
        }
        try (Held _ = store.lock(id)) {
            Optional<Container> now = store.read(id);
            if (now.isEmpty() || !now.get().status().isLive()) {
                return false;
            }
            if (now.get().spec().life().restart().kind() != RestartPolicy.Kind.NO) {
                // Before its end: nobody is to start it again because of that, also if this process is killed
                // meanwhile.
                ContainerState state = now.get().state();
                store.writeState(now.get().with(state.with(state.restarts().stopped())));
            }
        }
        events.add(container, "kill", Map.of("signal", Integer.toString(signal.number())));
        try (ShimControl shim = ShimControl.connect(store.files().folder(id)).orElse(null)) {
            if (shim != null) {
                shim.stop(signal.number(), Math.clamp(timeout, 0, Integer.MAX_VALUE), true);
                shim.awaitEnd();
            }
        }
        settlement.settle(id, Settlement.By.STOPPER);
        return true;
    }

    /**
     * Sends it a signal, and waits for its end when it has to follow from that.
     *
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when it does not run
     */
    void signal(ContainerId id, Signal signal) throws IOException {
        Container container = truth.of(id);
        switch (signal.action()) {
            case END -> {
                container.after(container.status() == Status.RESTARTING ? Move.ATTACH : Move.SIGNAL);
                end(container, signal, 0);
            }
            case IGNORE -> {
                container.after(Move.SIGNAL);
                events.add(container, "kill", Map.of("signal", Integer.toString(signal.number())));
            }
            case STOP -> pause(id);
            case CONTINUE -> {
                if (container.status() == Status.PAUSED) {
                    unpause(id);
                }
            }
        }
    }

    /** @throws WasmrunnerException {@link ErrorCode#CONFLICT} when it does not run */
    void pause(ContainerId id) throws IOException {
        change(id, Move.PAUSE, "pause");
    }

    /** @throws WasmrunnerException {@link ErrorCode#CONFLICT} when it is not paused */
    void unpause(ContainerId id) throws IOException {
        change(id, Move.UNPAUSE, "unpause");
    }

    private void change(ContainerId id, Move move, String event) throws IOException {
        truth.of(id);
        try (Held _ = store.lock(id)) {
            change(truth.resumed(store.require(id)), move, event);
        }
    }

    /** Pauses it or lets it go on; its lock must be held. */
    Container change(Container container, Move move, String event) throws IOException {
        Status after = container.after(move);
        try (ShimControl shim = ShimControl.connect(store.files().folder(container.id()))
                .orElseThrow(() -> new WasmrunnerException(
                        ErrorCode.CONFLICT, "cannot %s %s: it has just ended".formatted(event, container.name())))) {
            Reply<ShimControl.Nothing> reply = move == Move.PAUSE ? shim.pause() : shim.resume();
            if (!(reply instanceof Reply.Done)) {
                throw new WasmrunnerException(
                        ErrorCode.HOST,
                        "cannot %s %s: %s"
                                .formatted(
                                        event,
                                        container.name(),
                                        reply instanceof Reply.Refused<ShimControl.Nothing>(String why)
                                                ? why
                                                : "its shim does not answer"));
            }
        }
        Container changed = container.with(container.state().with(after));
        store.writeState(changed);
        events.add(changed, event);
        return changed;
    }
}
