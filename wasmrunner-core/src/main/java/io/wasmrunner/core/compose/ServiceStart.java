package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.sandbox.ContainerId;
import java.io.IOException;

/** Starts the containers of services, and stays with them or not. */
public interface ServiceStart {

    /** @param name what it is called among those of the project */
    void start(String name, ContainerId id) throws IOException;

    /** One that runs already. */
    void running(String name, ContainerRow row) throws IOException;
}
