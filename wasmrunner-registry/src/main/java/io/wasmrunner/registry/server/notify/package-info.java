/** Tells others what changed in a registry, until they have heard it. */
@NullMarked
package io.wasmrunner.registry.server.notify;

import org.jspecify.annotations.NullMarked;
