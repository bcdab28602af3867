/** The commands about signatures. */
@NullMarked
package io.wasmrunner.cli.command.signing;

import org.jspecify.annotations.NullMarked;
