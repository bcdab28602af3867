/** The documents of OCI: descriptors, manifests, indexes, configurations. */
@NullMarked
package io.wasmrunner.registry.format;

import org.jspecify.annotations.NullMarked;
