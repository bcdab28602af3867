/** Reads what the shims of containers wrote down of their guests' output. */
@NullMarked
package io.wasmrunner.core.log;

import org.jspecify.annotations.NullMarked;
