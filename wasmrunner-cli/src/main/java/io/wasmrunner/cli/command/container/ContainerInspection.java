package io.wasmrunner.cli.command.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import java.io.IOException;
import java.util.Optional;

/** {@code wasmrunner inspect} of containers. */
public final class ContainerInspection {
    private ContainerInspection() {}

    /** What there is to know of the container that is called so; empty when there is none. */
    public static Optional<ObjectNode> find(String name, Images images, Context context) throws IOException {
        try (Containers containers = context.containers(images)) {
            Optional<Container> found = containers.search(name);
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            ContainerJson.of(found.get(), containers.store().files(), containers.volumeStore()));
        }
    }
}
