/** Tests of the static scan. */
@NullMarked
package io.wasmrunner.runtime.scan;

import org.jspecify.annotations.NullMarked;
