package io.wasmrunner.core.compose;

import io.wasmrunner.core.network.PortMapping;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.List;

/** Whether services can have as many containers as they are to have. */
final class Replicas {
    private Replicas() {}

    /** @throws WasmrunnerException {@link ErrorCode#USAGE} when one cannot: two of them would need the same thing */
    static void check(List<Service> services) {
        for (Service service : services) {
            if (service.replicas() < 2) {
                continue;
            }
            if (!service.containerName().isEmpty()) {
                throw refused(service, "all would be called " + service.containerName() + "; leave container_name out");
            }
            for (String port : service.ports()) {
                for (PortMapping mapping : PortMapping.parse(port)) {
                    if (mapping.hostPort() != 0) {
                        throw refused(
                                service,
                                "all would listen on %s; publish \"%d\" alone, for a free port each"
                                        .formatted(mapping.hostName(), mapping.guestPort()));
                    }
                }
            }
        }
    }

    private static WasmrunnerException refused(Service service, String why) {
        return new WasmrunnerException(
                ErrorCode.USAGE,
                "cannot start %d containers of the service %s: %s".formatted(service.replicas(), service.name(), why));
    }
}
