/** Inside a worker: what Java asks of the native launcher that started it. */
@NullMarked
package io.wasmrunner.sandbox.launch;

import org.jspecify.annotations.NullMarked;
