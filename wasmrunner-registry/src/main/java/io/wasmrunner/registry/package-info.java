/** Images and registries: what can go wrong with them. */
@NullMarked
package io.wasmrunner.registry;

import org.jspecify.annotations.NullMarked;
