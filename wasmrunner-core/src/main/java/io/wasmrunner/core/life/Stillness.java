package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.Move;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.TreeSet;

/**
 * While it is open, nothing moves in some containers: no guest writes, and nobody starts, stops or removes one. Those that
 * were held for it go on afterwards.
 */
final class Stillness implements AutoCloseable {
    private final Maker maker;
    private final Deque<Held> all = new ArrayDeque<>();

    private Stillness(Maker maker) {
        this.maker = maker;
    }

    /** What it takes to hold containers. */
    record Maker(ContainerStore store, Truth truth, Ending ending, ContainerEvents events) {
        /**
         * Holds them.
         *
         * @param pause whether the guests are held; else only who would start or remove them
         * @throws WasmrunnerException when one cannot be held
         */
        Stillness of(Collection<ContainerId> ids, boolean pause) throws IOException {
            Stillness stillness = new Stillness(this);
            boolean still = false;
            try {
                // In one order, so that two who want the same ones do not wait for each other.
                for (String hex :
                        new TreeSet<>(ids.stream().map(ContainerId::hex).toList())) {
                    stillness.hold(new ContainerId(hex), pause);
                }
                still = true;
                return stillness;
            } finally {
                if (!still) {
                    stillness.close();
                }
            }
        }
    }

    private void hold(ContainerId id, boolean pause) throws IOException {
        maker.truth().of(id);
        all.push(maker.store().lock(id));
        Container container = maker.truth().resumed(maker.store().require(id));
        container.after(Move.READ_FILES);
        if (!pause) {
            return;
        }
        all.push(SideRuns.keepOut(maker.store().files().folder(id), container.name()));
        if (container.status() == Status.RUNNING) {
            Container paused = maker.ending().change(container, Move.PAUSE, "pause");
            all.push(() -> maker.ending().change(paused, Move.UNPAUSE, "unpause"));
        }
    }

    /** All of them, whatever becomes of one. */
    @Override
    public void close() throws IOException {
        Held next = all.poll();
        if (next != null) {
            try (Stillness _ = this) {
                next.close();
            }
        }
    }
}
