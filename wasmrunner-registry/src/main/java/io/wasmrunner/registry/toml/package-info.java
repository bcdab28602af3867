/** Settings in TOML: read as a whole or not at all, with the line and the column of what is wrong. */
@NullMarked
package io.wasmrunner.registry.toml;

import org.jspecify.annotations.NullMarked;
