/** Tells that a build would find nothing changed, without building and without loading much. */
@NullMarked
package io.wasmrunner.registry.build.record;

import org.jspecify.annotations.NullMarked;
