/** Fills repositories from other registries, with what is asked for, when it is. */
@NullMarked
package io.wasmrunner.registry.server.upstream;

import org.jspecify.annotations.NullMarked;
