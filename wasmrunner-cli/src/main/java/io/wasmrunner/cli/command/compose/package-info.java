/** {@code wasmrunner compose}: the containers of a compose file. */
@NullMarked
package io.wasmrunner.cli.command.compose;

import org.jspecify.annotations.NullMarked;
