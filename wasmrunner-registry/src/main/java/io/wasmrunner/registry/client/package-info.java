/** Talks to registries: pull, push, copy, and what they tell about what they hold (distribution-spec 1.1). */
@NullMarked
package io.wasmrunner.registry.client;

import org.jspecify.annotations.NullMarked;
