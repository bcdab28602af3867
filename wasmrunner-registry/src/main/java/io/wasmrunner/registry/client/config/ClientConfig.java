package io.wasmrunner.registry.client.config;

import io.wasmrunner.registry.reference.Reference;
import java.util.Map;

/**
 * What is set for the client of registries.
 *
 * @param defaultRegistry where names without a registry live
 * @param parallel how many blobs move at a time, 1 to {@value #MOST_PARALLEL}
 * @param chunkBytes how much of a blob a request carries at most, {@value #LEAST_CHUNK} or more
 * @param hosts what is set for single registries, by their names as references have them
 */
public record ClientConfig(String defaultRegistry, int parallel, int chunkBytes, Map<String, HostConfig> hosts) {
    static final int MOST_PARALLEL = 64;
    static final int LEAST_CHUNK = 1024;
    static final int PARALLEL = 3;

    /** Below what front ends of registries commonly refuse. */
    static final int CHUNK = 96 << 20;

    public static final ClientConfig DEFAULT = new ClientConfig(Reference.DOCKER_HUB, PARALLEL, CHUNK, Map.of());

    public ClientConfig {
        if (parallel < 1 || parallel > MOST_PARALLEL || chunkBytes < LEAST_CHUNK) {
            throw new IllegalArgumentException("out of range: parallel " + parallel + ", chunk " + chunkBytes);
        }
        hosts = Map.copyOf(hosts);
    }

    /** What is set for a registry, or {@link HostConfig#DEFAULT}. */
    public HostConfig host(String registry) {
        return hosts.getOrDefault(registry, HostConfig.DEFAULT);
    }

    public ClientConfig withHosts(Map<String, HostConfig> other) {
        return new ClientConfig(defaultRegistry, parallel, chunkBytes, other);
    }

    public ClientConfig withChunkBytes(int other) {
        return new ClientConfig(defaultRegistry, parallel, other, hosts);
    }
}
