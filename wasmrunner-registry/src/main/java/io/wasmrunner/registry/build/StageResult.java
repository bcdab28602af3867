package io.wasmrunner.registry.build;

import io.wasmrunner.registry.format.RunConfig;

/**
 * A stage that was built.
 *
 * @param fromScratch whether no image is below it
 */
record StageResult(LayerStack layers, RunConfig config, boolean fromScratch) {}
