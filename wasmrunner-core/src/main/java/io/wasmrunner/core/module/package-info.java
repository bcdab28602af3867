/** Getting hold of a module: from a file, from standard input, from text. */
@NullMarked
package io.wasmrunner.core.module;

import org.jspecify.annotations.NullMarked;
