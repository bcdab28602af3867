/** The static scan of a module, as commands and runs ask for it. */
@NullMarked
package io.wasmrunner.core.scan;

import org.jspecify.annotations.NullMarked;
