package io.wasmrunner.registry.client;

import io.wasmrunner.registry.client.http.Proxies;
import io.wasmrunner.registry.client.http.Timeouts;
import java.time.InstantSource;

/**
 * How a {@link RegistryClient} goes about its work.
 *
 * @param userAgent {@code wasmrunner/1.0}
 */
public record ClientOptions(
        String userAgent, Proxies proxies, Timeouts timeouts, RetryPolicy retries, Pauser pauser, InstantSource clock) {
    /** @param version of wasmrunner */
    public static ClientOptions of(String version) {
        return new ClientOptions(
                "wasmrunner/" + version,
                Proxies.of(System.getenv()),
                Timeouts.DEFAULT,
                RetryPolicy.DEFAULT,
                Pauser.SLEEP,
                InstantSource.system());
    }
}
