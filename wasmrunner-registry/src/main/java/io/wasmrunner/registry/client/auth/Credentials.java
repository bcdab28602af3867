package io.wasmrunner.registry.client.auth;

/** Where credentials are looked up. */
public interface Credentials {
    /** Asks as nobody everywhere. */
    Credentials NONE = _ -> Credential.ANONYMOUS;

    /**
     * What is known for a registry, or {@link Credential#ANONYMOUS}.
     *
     * @param registry {@code host} or {@code host:port}
     */
    Credential of(String registry);
}
