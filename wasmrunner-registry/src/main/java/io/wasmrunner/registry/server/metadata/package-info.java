/** What a registry server knows of its content: repositories, tags, manifests and whose blobs are whose. */
@NullMarked
package io.wasmrunner.registry.server.metadata;

import org.jspecify.annotations.NullMarked;
