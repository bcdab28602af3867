/** Content by its digest, in files that several processes share. */
@NullMarked
package io.wasmrunner.registry.store;

import org.jspecify.annotations.NullMarked;
