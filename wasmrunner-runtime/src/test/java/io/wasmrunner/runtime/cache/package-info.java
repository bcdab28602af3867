/** The compile cache in a temporary folder. */
@NullMarked
package io.wasmrunner.runtime.cache;

import org.jspecify.annotations.NullMarked;
