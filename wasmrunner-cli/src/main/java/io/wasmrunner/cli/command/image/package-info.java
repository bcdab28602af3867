/** The commands about images. */
@NullMarked
package io.wasmrunner.cli.command.image;

import org.jspecify.annotations.NullMarked;
