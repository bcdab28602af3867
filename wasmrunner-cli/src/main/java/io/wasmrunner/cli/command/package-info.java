/** One class for each command. */
@NullMarked
package io.wasmrunner.cli.command;

import org.jspecify.annotations.NullMarked;
