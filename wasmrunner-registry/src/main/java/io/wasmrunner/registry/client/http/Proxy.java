package io.wasmrunner.registry.client.http;

import org.jspecify.annotations.Nullable;

/**
 * A proxy.
 *
 * @param authorization the value of {@code Proxy-Authorization}; secret
 */
record Proxy(Origin origin, @Nullable String authorization) {
    @Override
    public String toString() {
        return origin.toString();
    }
}
