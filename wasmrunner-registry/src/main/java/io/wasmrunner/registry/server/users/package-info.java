/** The file of the users of a registry server. */
@NullMarked
package io.wasmrunner.registry.server.users;

import org.jspecify.annotations.NullMarked;
