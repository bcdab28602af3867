package io.wasmrunner.registry.client.http;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param connect for a connection, for each address of the host
 * @param idle for the next byte, either way
 * @param answer for all of an answer that is a small document
 */
public record Timeouts(Duration connect, Duration idle, Duration answer) {
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(120));
}
