/** Images on this machine: listed, named, removed, run. */
@NullMarked
package io.wasmrunner.core.image;

import org.jspecify.annotations.NullMarked;
