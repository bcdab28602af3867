/** Quantities as people write and read them. */
@NullMarked
package io.wasmrunner.cli.text;

import org.jspecify.annotations.NullMarked;
