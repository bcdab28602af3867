/** The distribution API (distribution-spec 1.1) over HTTP. */
@NullMarked
package io.wasmrunner.registry.server.http;

import org.jspecify.annotations.NullMarked;
