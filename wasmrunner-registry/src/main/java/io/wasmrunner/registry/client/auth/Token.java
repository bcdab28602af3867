package io.wasmrunner.registry.client.auth;

import java.time.Instant;

/**
 * What a registry takes for a while.
 *
 * @param until when it is no longer used
 * @param used whether the registry has taken it
 */
record Token(String secret, Instant until, boolean used) {
    Token asUsed() {
        return new Token(secret, until, true);
    }

    @Override
    public String toString() {
        return "Token[until=" + until + "]";
    }
}
