/** Quantities as people write and read them. */
@NullMarked
package io.wasmrunner.core.text;

import org.jspecify.annotations.NullMarked;
