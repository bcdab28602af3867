/** A registry that serves images to everybody who speaks distribution-spec 1.1. */
@NullMarked
package io.wasmrunner.registry.server;

import org.jspecify.annotations.NullMarked;
