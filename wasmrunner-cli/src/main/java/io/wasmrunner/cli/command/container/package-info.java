/** The commands about containers that there are. */
@NullMarked
package io.wasmrunner.cli.command.container;

import org.jspecify.annotations.NullMarked;
