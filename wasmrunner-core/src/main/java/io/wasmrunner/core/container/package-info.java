/** What a container is and what becomes of it: its specification, its state, and the moves from one to the next. */
@NullMarked
package io.wasmrunner.core.container;

import org.jspecify.annotations.NullMarked;
