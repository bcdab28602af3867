package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.volume.VolumeName;
import java.util.Map;

/**
 * A directory that a service's container is given.
 *
 * @param source an absolute path of the host, the whole name of a volume, or empty for memory and for a volume without a name
 * @param target where the guest finds it; absolute
 * @param size bytes of memory; 0 for the default
 */
public record ServiceMount(ContainerMount.Type type, String source, String target, boolean writable, long size) {
    private static final long MEMORY = 64L << 20;

    /** @param kept volumes without a name that the container before had, by where the guest found them */
    ContainerMount mount(Map<String, String> kept) {
        String from = switch (type) {
            case BIND, VOLUME -> source;
            case ANONYMOUS -> kept.getOrDefault(target, VolumeName.random().text());
            case TMPFS -> "";
        };
        long bytes = type == ContainerMount.Type.TMPFS && size == 0 ? MEMORY : size;
        return new ContainerMount(type, from, target, writable, bytes, "volumes: " + source + ":" + target);
    }
}
