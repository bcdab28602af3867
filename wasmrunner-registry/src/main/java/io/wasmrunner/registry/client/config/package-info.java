/** What is set for registries: by host, and for all. */
@NullMarked
package io.wasmrunner.registry.client.config;

import org.jspecify.annotations.NullMarked;
