/** Worker processes: what the launcher is told, what a worker says of itself, and how it ended. */
@NullMarked
package io.wasmrunner.sandbox.launch;

import org.jspecify.annotations.NullMarked;
