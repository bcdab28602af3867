/** Volumes: directories that outlive the containers they are given to. */
@NullMarked
package io.wasmrunner.core.volume;

import org.jspecify.annotations.NullMarked;
