/** Running a module: from its bytes, through an engine, to how it ended. */
@NullMarked
package io.wasmrunner.runtime;

import org.jspecify.annotations.NullMarked;
