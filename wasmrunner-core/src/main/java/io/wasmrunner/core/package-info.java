/** The engine behind the command line: what can go wrong, in one place. */
@NullMarked
package io.wasmrunner.core;

import org.jspecify.annotations.NullMarked;
