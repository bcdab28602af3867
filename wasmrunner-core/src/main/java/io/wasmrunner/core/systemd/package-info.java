/** Writes units with which systemd keeps containers. */
@NullMarked
package io.wasmrunner.core.systemd;

import org.jspecify.annotations.NullMarked;
