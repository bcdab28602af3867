/** The event log: what happened, one JSON record a line. */
@NullMarked
package io.wasmrunner.core.event;

import org.jspecify.annotations.NullMarked;
