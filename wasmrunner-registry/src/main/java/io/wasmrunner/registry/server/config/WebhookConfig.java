package io.wasmrunner.registry.server.config;

import java.net.URI;
import java.time.Duration;

/**
 * Somebody who is told what changed.
 *
 * @param name by which events wait for it
 * @param authorization the header that it wants; empty for none
 * @param timeout how long it may take to answer
 */
public record WebhookConfig(String name, URI url, String authorization, Duration timeout) {
    /** Without the authorization, which is nobody's business. */
    @Override
    public String toString() {
        return name;
    }
}
