/** The commands about volumes. */
@NullMarked
package io.wasmrunner.cli.command.volume;

import org.jspecify.annotations.NullMarked;
