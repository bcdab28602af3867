package io.wasmrunner.core.life;

import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.container.ContainerName;
import io.wasmrunner.core.container.GuestSettings;
import io.wasmrunner.core.container.LogSettings;
import io.wasmrunner.core.container.RestartPolicy;
import io.wasmrunner.core.container.Signal;
import io.wasmrunner.registry.format.HealthCheck;
import io.wasmrunner.registry.image.Image;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a new container is to be.
 *
 * @param operand the name of an image, or a module's file
 * @param imageOrNull the image of that name; null for a file
 * @param nameOrNull null for a name that is made up
 * @param entrypointOrNull instead of the image's
 * @param arguments instead of the image's default ones, unless there are none
 * @param guest with the image's variables among its own
 * @param stopTimeout milliseconds that {@code stop} waits before it kills
 * @param stopSignalOrNull instead of the image's
 * @param healthOrNull instead of the image's; what it leaves at 0 or empty is the image's, or the default
 */
public record ContainerRequest(
        String operand,
        @Nullable Image imageOrNull,
        @Nullable ContainerName nameOrNull,
        @Nullable String entrypointOrNull,
        List<String> arguments,
        GuestSettings guest,
        List<ContainerMount> mounts,
        List<String> ports,
        RestartPolicy restart,
        boolean removesItself,
        @Nullable Signal stopSignalOrNull,
        long stopTimeout,
        @Nullable HealthCheck healthOrNull,
        LogSettings log,
        boolean readOnly,
        Map<String, String> labels,
        Map<String, String> annotations) {
    public ContainerRequest {
        arguments = List.copyOf(arguments);
        mounts = List.copyOf(mounts);
        ports = List.copyOf(ports);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    public Optional<Image> image() {
        return Optional.ofNullable(imageOrNull);
    }
}
