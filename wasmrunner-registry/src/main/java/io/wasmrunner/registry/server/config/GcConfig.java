package io.wasmrunner.registry.server.config;

import java.time.Duration;

/**
 * When content that nothing names is removed.
 *
 * @param interval between two looks; zero for never
 * @param grace how long content stays that nothing names yet
 * @param untagged whether manifests go, too, that neither a tag nor an index names and that are about nothing
 */
public record GcConfig(Duration interval, Duration grace, boolean untagged) {
    public static final GcConfig DEFAULT = new GcConfig(Duration.ofHours(1), Duration.ofHours(24), false);
}
