/** What a connection of a client may take: time, and memory. */
@NullMarked
package io.wasmrunner.registry.server.connection;

import org.jspecify.annotations.NullMarked;
