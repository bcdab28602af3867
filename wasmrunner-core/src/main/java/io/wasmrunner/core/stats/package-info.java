/** Measures what the workers of containers use while they run. */
@NullMarked
package io.wasmrunner.core.stats;

import org.jspecify.annotations.NullMarked;
