/** The compile cache: what engines made of modules, kept between runs. */
@NullMarked
package io.wasmrunner.runtime.cache;

import org.jspecify.annotations.NullMarked;
