/** Files that are whole, or not there. */
@NullMarked
package io.wasmrunner.registry.file;

import org.jspecify.annotations.NullMarked;
