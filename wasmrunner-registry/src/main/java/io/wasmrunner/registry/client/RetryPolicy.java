package io.wasmrunner.registry.client;

import java.time.Duration;

/**
 * How often something is tried that failed in a way that may pass.
 *
 * @param attempts in all; 1 for no second one
 * @param first the pause before the second; it doubles from then on, and each is shortened by up to half at random
 * @param longest the most that is waited, also when a registry asks for more
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {
    public static final RetryPolicy DEFAULT = new RetryPolicy(5, Duration.ofMillis(400), Duration.ofSeconds(60));
}
