/** What a registry server is told: a typed record for each concern. */
@NullMarked
package io.wasmrunner.registry.server.config;

import org.jspecify.annotations.NullMarked;
