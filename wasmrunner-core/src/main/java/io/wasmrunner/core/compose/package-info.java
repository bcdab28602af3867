/** Compose files: several containers, described in one place and kept as they are described. */
@NullMarked
package io.wasmrunner.core.compose;

import org.jspecify.annotations.NullMarked;
