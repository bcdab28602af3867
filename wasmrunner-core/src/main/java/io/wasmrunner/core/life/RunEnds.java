package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.sandbox.shim.Reply;
import io.wasmrunner.sandbox.shim.ShimControl;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** What follows when a run is over, for its shim and for whoever waits. */
final class RunEnds {
    private final ContainerStore store;
    private final Truth truth;
    private final Settlement settlement;
    private final Deaths deaths;

    RunEnds(ContainerStore store, Truth truth, Settlement settlement, Deaths deaths) {
        this.store = store;
        this.truth = truth;
        this.settlement = settlement;
        this.deaths = deaths;
    }

    /**
     * Settles the run of a container that is over, for its shim.
     *
     * @return what the shim is to do next (docs/shim.md)
     */
    String settle(ContainerId id) throws IOException {
        return answer(id, settlement.settle(id, Settlement.By.SHIM));
    }

    private String answer(ContainerId id, Optional<Settled> settled) throws IOException {
        if (settled.isPresent()) {
            return settled.get().answer();
        }
        Optional<Container> container = store.read(id);
        OptionalInt code = container.isPresent()
                ? OptionalInt.of(container.get().state().run().exitCode())
                : deaths.exitCode(id);
        return "end " + code.orElse(0);
    }

    /**
     * Settles the run of a container that is over, in place of the command that its shim would start; empty when others do
     * or did that. For who is attached to it.
     */
    Optional<Settled> settleInstead(ContainerId id) throws IOException {
        try (ShimControl shim = ShimControl.connect(store.files().folder(id)).orElse(null)) {
            if (shim == null || !(shim.settle() instanceof Reply.Done)) {
                return Optional.empty();
            }
            Optional<Settled> settled = settlement.settle(id, Settlement.By.SHIM);
            shim.settled(answer(id, settled));
            return settled;
        }
    }

    /**
     * Waits for the end of its guest.
     *
     * @return the exit code; empty when the container was removed and no event tells it
     */
    OptionalInt await(ContainerId id) throws IOException {
        while (true) {
            Optional<Container> container = truth.find(id);
            if (container.isEmpty()) {
                return deaths.exitCode(id);
            }
            if (!container.get().status().isLive()) {
                return OptionalInt.of(container.get().state().run().exitCode());
            }
            ShimControl.awaitEnd(store.files().folder(id));
        }
    }
}
