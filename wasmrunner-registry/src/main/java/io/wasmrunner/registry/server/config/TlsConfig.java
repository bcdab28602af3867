package io.wasmrunner.registry.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How connections are encrypted. The files are read again when they change.
 *
 * @param certificate PEM: the server's, and those that vouch for it
 * @param key PEM: PKCS #8 without a password
 * @param clients PEM: who vouches for clients; with it, each client must show a certificate
 */
public record TlsConfig(Path certificate, Path key, Optional<Path> clients) {}
