/** The one door to the native library: its calls, its errors, and how it is found and loaded. */
@NullMarked
package io.wasmrunner.sandbox.nativeio;

import org.jspecify.annotations.NullMarked;
