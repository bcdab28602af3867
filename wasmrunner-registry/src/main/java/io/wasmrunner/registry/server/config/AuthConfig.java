package io.wasmrunner.registry.server.config;

import java.nio.file.Path;
import java.util.Optional;

/** How callers prove who they are. */
public sealed interface AuthConfig {
    /** Nobody is asked. */
    record None() implements AuthConfig {}

    /**
     * By a name and a password with each request.
     *
     * @param users a file of {@code htpasswd}, with bcrypt
     * @param realm what clients show to people
     */
    record Basic(Path users, String realm) implements AuthConfig {}

    /**
     * By a token that this server gives for a name and a password.
     *
     * @param key PEM; without one, one is made in the server's folder
     */
    record OwnTokens(TokenConfig token, Path users, Optional<Path> key) implements AuthConfig {}

    /**
     * By a token that somebody else gives.
     *
     * @param realm the address where tokens are had
     * @param keys a JSON Web Key Set, or PEM with a certificate or a public key
     */
    record OutsideTokens(TokenConfig token, String realm, Path keys) implements AuthConfig {}
}
