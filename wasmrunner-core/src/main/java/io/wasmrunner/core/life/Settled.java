package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.sandbox.RunEnd;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What became of a container with the end of a run.
 *
 * @param container as it is now; it may just have been removed
 * @param endOrNull how the run ended; null when that is not known
 * @param delay milliseconds after which its shim is to start it again; empty when it is not to
 */
public record Settled(Container container, @Nullable RunEnd endOrNull, OptionalLong delay) {

    /** How the run ended; empty when that is not known. */
    public Optional<RunEnd> end() {
        return Optional.ofNullable(endOrNull);
    }

    /** What that means to its shim (docs/shim.md). */
    String answer() {
        return delay.isPresent() ? "restart " + delay.getAsLong() : "end " + exitCode();
    }

    /** The exit code of the run. */
    public int exitCode() {
        return container.state().run().exitCode();
    }
}
