/** Modules that do not run any more after repeated violations, or because the user said so. */
@NullMarked
package io.wasmrunner.core.quarantine;

import org.jspecify.annotations.NullMarked;
