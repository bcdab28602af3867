package io.wasmrunner.registry.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is written down, as JSON lines.
 *
 * @param access a file that gets a line for each request
 * @param audit a file that gets a line for each change, and for each refusal
 */
public record LogConfig(Optional<Path> access, Optional<Path> audit) {
    public static final LogConfig NONE = new LogConfig(Optional.empty(), Optional.empty());
}
