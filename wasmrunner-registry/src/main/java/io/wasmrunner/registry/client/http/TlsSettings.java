package io.wasmrunner.registry.client.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How TLS is spoken to a server.
 *
 * @param verify whether its certificate must be valid for its name
 * @param authorities files with certificates in PEM, trusted beside the system's
 * @param identity who we are, when the server asks
 */
public record TlsSettings(boolean verify, List<Path> authorities, Optional<Identity> identity) {
    public static final TlsSettings DEFAULT = new TlsSettings(true, List.of(), Optional.empty());

    /**
     * A client's certificate.
     *
     * @param certificate file with the chain in PEM, its own first
     * @param key file with the key in PEM (PKCS #8, without a passphrase)
     */
    public record Identity(Path certificate, Path key) {}

    public TlsSettings {
        authorities = List.copyOf(authorities);
    }
}
