package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.ContainerRow;

/** What is to be done for a service to be as it is described. */
sealed interface Step {
    Service service();

    /**
     * A container of it is missing.
     *
     * @param number that it is to have among them, from 1
     */
    record Create(Service service, int number) implements Step {}

    /**
     * A container is of another description.
     *
     * @param why for people
     */
    record Recreate(Service service, ContainerRow old, String why) implements Step {}

    /** A container does not run. */
    record Start(Service service, ContainerRow row) implements Step {}

    /** A container is as it should be. */
    record Leave(Service service, ContainerRow row) implements Step {}

    /** A container is one too many. */
    record Remove(Service service, ContainerRow row) implements Step {}
}
