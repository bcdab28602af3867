package io.wasmrunner.core.compose;

import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a compose file describes.
 *
 * @param files where it is described, absolute; at least one
 * @param services all of them, also those whose profile is not wanted, in the file's order
 * @param volumes by what the file calls them
 */
public record Project(
        String name, List<Path> files, Map<String, Service> services, Map<String, ProjectVolume> volumes) {
    public Project {
        files = List.copyOf(files);
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        volumes = Collections.unmodifiableMap(new LinkedHashMap<>(volumes));
    }

    /** The first of its files, for messages. */
    public Path file() {
        return files.getFirst();
    }

    /** The folder that its relative paths begin at. */
    public Path folder() {
        return file().resolveSibling("");
    }

    /**
     * The same with other numbers of containers.
     *
     * @param replicas by the name of the service
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when there is none of that name
     */
    public Project scaled(Map<String, Integer> replicas) {
        Map<String, Service> all = new LinkedHashMap<>(services);
        replicas.forEach((service, count) -> all.put(service, require(service).with(count)));
        return new Project(name, files, all, volumes);
    }

    /** What a container of a service is called. */
    String containerName(Service service, int number) {
        return service.containerName().isEmpty() ? name + "-" + service.name() + "-" + number : service.containerName();
    }

    /** What a container is called among those of the project. */
    public String shortName(String container) {
        return container.startsWith(name + "-") ? container.substring(name.length() + 1) : container;
    }

    /** Characters of the longest short name that containers of these services will have. */
    public int longestName(List<Service> chosen) {
        return chosen.stream()
                .mapToInt(service ->
                        shortName(containerName(service, service.replicas())).length())
                .max()
                .orElse(0);
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
                    "no service %s in %s%s".formatted(service, file(), Nearest.hint(service, services.keySet())));
        }
        return found;
    }
}
