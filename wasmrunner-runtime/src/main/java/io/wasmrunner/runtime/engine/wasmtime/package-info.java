/**
 * Wasmtime behind the engine SPI, through wasmtime-java. Any use of a native handle after it is disposed of kills the
 * JVM, so every handle has one owner here, which disposes of it once.
 */
@NullMarked
package io.wasmrunner.runtime.engine.wasmtime;

import org.jspecify.annotations.NullMarked;
