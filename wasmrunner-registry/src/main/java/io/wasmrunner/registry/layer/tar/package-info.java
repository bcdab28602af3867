/** Tar archives, read without trust and written always the same. */
@NullMarked
package io.wasmrunner.registry.layer.tar;

import org.jspecify.annotations.NullMarked;
