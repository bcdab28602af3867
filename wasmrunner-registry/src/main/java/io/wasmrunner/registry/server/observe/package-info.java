/** Shows what a registry server does: metrics, health, logs. */
@NullMarked
package io.wasmrunner.registry.server.observe;

import org.jspecify.annotations.NullMarked;
