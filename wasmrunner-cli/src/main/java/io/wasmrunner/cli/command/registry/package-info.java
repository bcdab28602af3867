/** The commands about registries. */
@NullMarked
package io.wasmrunner.cli.command.registry;

import org.jspecify.annotations.NullMarked;
