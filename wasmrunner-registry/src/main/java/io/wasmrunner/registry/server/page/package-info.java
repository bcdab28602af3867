/** The page of a registry server, for people to look at. */
@NullMarked
package io.wasmrunner.registry.server.page;

import org.jspecify.annotations.NullMarked;
