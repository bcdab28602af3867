package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.sandbox.ContainerId;
import java.io.IOException;

/** Starts the containers of services, and stays with them or not. */
public interface ServiceStart {

    void start(Service service, ContainerId id) throws IOException;

    /** One that runs already. */
    void running(Service service, ContainerRow row) throws IOException;
}
