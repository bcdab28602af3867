/** Who asks a registry server, and what they may do. */
@NullMarked
package io.wasmrunner.registry.server.access;

import org.jspecify.annotations.NullMarked;
