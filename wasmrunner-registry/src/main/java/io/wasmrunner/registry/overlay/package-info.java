/** The files of a container: those of its image with its own over them, as the host sees, packs and fills them. */
@NullMarked
package io.wasmrunner.registry.overlay;

import org.jspecify.annotations.NullMarked;
