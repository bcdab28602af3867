/** Keeps the content of a registry server in order: collects what nothing needs, verifies the rest. */
@NullMarked
package io.wasmrunner.registry.server.maintenance;

import org.jspecify.annotations.NullMarked;
