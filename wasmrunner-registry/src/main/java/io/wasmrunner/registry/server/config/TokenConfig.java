package io.wasmrunner.registry.server.config;

import java.time.Duration;

/**
 * What a token must say.
 *
 * @param service who it is for: its audience
 * @param lifetime of the tokens that this server gives
 * @param leeway how far the clocks of issuer and registry may differ
 */
public record TokenConfig(String issuer, String service, Duration lifetime, Duration leeway) {
    public static final TokenConfig DEFAULT = new TokenConfig(
            "wasmrunner-registry", "wasmrunner-registry", Duration.ofMinutes(5), Duration.ofSeconds(60));
}
