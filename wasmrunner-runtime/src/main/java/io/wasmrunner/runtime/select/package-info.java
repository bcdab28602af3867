/** Which engine runs a module, and why. */
@NullMarked
package io.wasmrunner.runtime.select;

import org.jspecify.annotations.NullMarked;
