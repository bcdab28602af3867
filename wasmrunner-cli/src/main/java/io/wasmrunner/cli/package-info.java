/** The {@code wasmrunner} command: parses, calls core, prints. */
@NullMarked
package io.wasmrunner.cli;

import org.jspecify.annotations.NullMarked;
