/** WASI against real files in a temporary folder, streams in memory and a clock that only moves when it is waited for. */
@NullMarked
package io.wasmrunner.runtime.wasi;

import org.jspecify.annotations.NullMarked;
