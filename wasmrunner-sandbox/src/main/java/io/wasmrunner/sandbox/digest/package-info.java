/** Digests of bytes, without a slow start. */
@NullMarked
package io.wasmrunner.sandbox.digest;

import org.jspecify.annotations.NullMarked;
