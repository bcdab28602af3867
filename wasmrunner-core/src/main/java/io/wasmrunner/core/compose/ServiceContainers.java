package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerMount;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/** Makes images and containers of services. */
public interface ServiceContainers {

    /**
     * Sees to it that a service's image is there: builds it, or pulls it.
     *
     * @param build whether it is built also when it is there
     * @return what tells it from any other: its id, or its file's digest
     */
    String image(Service service, boolean build) throws IOException;

    /**
     * Makes a container of a service whose image is there.
     *
     * @param labels all that it is to have
     */
    Container create(Service service, String name, SortedMap<String, String> labels, List<ContainerMount> mounts)
            throws IOException;
}
