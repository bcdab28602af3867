/** Chicory behind the engine SPI: Wasm compiled to JVM classes, with its interpreter for what does not fit in a class. */
@NullMarked
package io.wasmrunner.runtime.engine.chicory;

import org.jspecify.annotations.NullMarked;
