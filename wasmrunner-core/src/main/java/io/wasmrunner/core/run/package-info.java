/** One run of a module: what was asked for, and what came of it. */
@NullMarked
package io.wasmrunner.core.run;

import org.jspecify.annotations.NullMarked;
