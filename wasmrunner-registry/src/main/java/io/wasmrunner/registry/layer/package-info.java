/** The layers of images: reading them without trust, the trees they make, and writing them. */
@NullMarked
package io.wasmrunner.registry.layer;

import org.jspecify.annotations.NullMarked;
