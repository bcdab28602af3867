/** Files of JSON lines that several processes append to. */
@NullMarked
package io.wasmrunner.core.journal;

import org.jspecify.annotations.NullMarked;
