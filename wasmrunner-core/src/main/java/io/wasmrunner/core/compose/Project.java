package io.wasmrunner.core.compose;

import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a compose file describes.
 *
 * @param file where it is, absolute
 * @param services all of them, also those whose profile is not wanted, in the file's order
 * @param volumes by what the file calls them
 */
public record Project(String name, Path file, Map<String, Service> services, Map<String, ProjectVolume> volumes) {
    public Project {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        volumes = Collections.unmodifiableMap(new LinkedHashMap<>(volumes));
    }

    /** The folder that its relative paths begin at. */
    public Path folder() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /** What the container of a service is called. */
    public String containerName(Service service) {
        return service.containerName().isEmpty() ? name + "-" + service.name() + "-1" : service.containerName();
    }

    /**
     * A service.
     *
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when there is none of that name
     */
    public Service require(String service) {
        Service found = services.get(service);
        if (found == null) {
            throw new WasmrunnerException(
                    ErrorCode.NOT_FOUND,
                    "no service %s in %s%s".formatted(service, file, Nearest.hint(service, services.keySet())));
        }
        return found;
    }
}
