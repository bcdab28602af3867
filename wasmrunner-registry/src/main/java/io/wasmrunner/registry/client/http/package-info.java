/** HTTP 1.1 as a registry's client needs it: every length and every wait bounded, files sent without passing through memory. */
@NullMarked
package io.wasmrunner.registry.client.http;

import org.jspecify.annotations.NullMarked;
