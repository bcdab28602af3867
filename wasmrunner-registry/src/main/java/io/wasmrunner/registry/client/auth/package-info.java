/** Who is asking: credentials as Docker keeps them, and the tokens that registries give for them. */
@NullMarked
package io.wasmrunner.registry.client.auth;

import org.jspecify.annotations.NullMarked;
