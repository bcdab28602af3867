package io.wasmrunner.registry.server.config;

import java.time.Duration;

/**
 * How much anybody may ask for.
 *
 * @param blobBytes of the largest blob
 * @param uploads that may be under way at once; more are told to come again
 * @param requests of one client in a second; 0 for as many as it likes
 * @param connections at once
 * @param headerBytes of all the header fields of a request
 * @param readTimeout how long a connection may be silent
 */
public record LimitsConfig(
        long blobBytes, int uploads, int requests, int connections, int headerBytes, Duration readTimeout) {
    public static final LimitsConfig DEFAULT =
            new LimitsConfig(32L << 30, 256, 0, 1024, 32 << 10, Duration.ofSeconds(60));
}
