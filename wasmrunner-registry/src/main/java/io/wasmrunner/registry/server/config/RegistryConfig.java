package io.wasmrunner.registry.server.config;

import java.nio.file.Path;

/**
 * All that a registry server is told.
 *
 * @param root the folder of its content and its database
 */
public record RegistryConfig(ListenConfig listen, Path root, LimitsConfig limits) {
    /** With the default for everything else. */
    public static RegistryConfig of(Path root) {
        return new RegistryConfig(ListenConfig.DEFAULT, root, LimitsConfig.DEFAULT);
    }

    public RegistryConfig withListen(ListenConfig other) {
        return new RegistryConfig(other, root, limits);
    }

    public RegistryConfig withLimits(LimitsConfig other) {
        return new RegistryConfig(listen, root, other);
    }
}
