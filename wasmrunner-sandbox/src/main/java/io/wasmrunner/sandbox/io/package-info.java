/** Streams of bytes that a guest is handed open: its standard three, listeners and their connections. */
@NullMarked
package io.wasmrunner.sandbox.io;

import org.jspecify.annotations.NullMarked;
