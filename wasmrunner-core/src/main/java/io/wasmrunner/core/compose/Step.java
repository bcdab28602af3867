package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.ContainerRow;

/** What is to be done for a service to be as it is described. */
public sealed interface Step {
    Service service();

    /** It has no container. */
    record Create(Service service) implements Step {}

    /**
     * Its container is of another description.
     *
     * @param why for people
     */
    record Recreate(Service service, ContainerRow old, String why) implements Step {}

    /** Its container does not run. */
    record Start(Service service, ContainerRow row) implements Step {}

    /** Its container is as it should be. */
    record Leave(Service service, ContainerRow row) implements Step {}
}
