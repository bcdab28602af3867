package io.wasmrunner.core.container;

import io.wasmrunner.registry.format.HealthCheck;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a container is kept.
 *
 * @param removesItself whether it is removed once its guest has ended
 * @param stopSignal what {@code stop} sends first
 * @param stopTimeout milliseconds that {@code stop} waits before it kills
 */
public record LifeSettings(
        RestartPolicy restart,
        boolean removesItself,
        Signal stopSignal,
        long stopTimeout,
        @Nullable HealthCheck healthOrNull) {
    public Optional<HealthCheck> health() {
        return Optional.ofNullable(healthOrNull);
    }

    /** How well a container is when its guest starts. */
    public Health healthAtStart() {
        return healthOrNull == null ? Health.NONE : Health.STARTING;
    }

    public LifeSettings with(RestartPolicy other) {
        return new LifeSettings(other, removesItself, stopSignal, stopTimeout, healthOrNull);
    }
}
