/** How callers prove who they are: passwords, and tokens of this server or of another issuer. */
@NullMarked
package io.wasmrunner.registry.server.auth;

import org.jspecify.annotations.NullMarked;
