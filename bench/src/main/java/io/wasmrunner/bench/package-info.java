/** How long the warm paths take, one JMH class for each. */
@NullMarked
package io.wasmrunner.bench;

import org.jspecify.annotations.NullMarked;
