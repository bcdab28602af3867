/** The commands about what is set for all runs. */
@NullMarked
package io.wasmrunner.cli.command.config;

import org.jspecify.annotations.NullMarked;
