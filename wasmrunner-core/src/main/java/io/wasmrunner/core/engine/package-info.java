/** Which engine runs a module, and why. */
@NullMarked
package io.wasmrunner.core.engine;

import org.jspecify.annotations.NullMarked;
