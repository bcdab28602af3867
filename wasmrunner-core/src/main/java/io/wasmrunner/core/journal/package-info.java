/** Files of JSON lines that several processes append to, and how they are followed. */
@NullMarked
package io.wasmrunner.core.journal;

import org.jspecify.annotations.NullMarked;
