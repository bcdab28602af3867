/** Refused attempts of guests, as they are written down. */
@NullMarked
package io.wasmrunner.core.violation;

import org.jspecify.annotations.NullMarked;
