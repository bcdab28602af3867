/** Starts the program that keeps one container, finds it again, and talks to it. */
@NullMarked
package io.wasmrunner.sandbox.shim;

import org.jspecify.annotations.NullMarked;
