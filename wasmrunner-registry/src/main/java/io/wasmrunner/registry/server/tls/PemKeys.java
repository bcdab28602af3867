package io.wasmrunner.registry.server.tls;

import io.wasmrunner.registry.pem.PemFile;
import io.wasmrunner.registry.server.config.TlsConfig;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The server's key and certificate. Looked at for each new connection, read when the files changed. */
final class PemKeys extends X509ExtendedKeyManager {
    private static final char[] NONE = {};

    private final TlsConfig config;
    private X509ExtendedKeyManager current;
    private FileTime changed;

    PemKeys(TlsConfig config) throws IOException {
        this.config = config;
        this.changed = changed();
        this.current = read();
    }

    private FileTime changed() throws IOException {
        FileTime certificate = Files.getLastModifiedTime(config.certificate());
        FileTime key = Files.getLastModifiedTime(config.key());
        return certificate.compareTo(key) > 0 ? certificate : key;
    }

    private X509ExtendedKeyManager read() throws IOException {
        X509Certificate[] chain =
                PemFile.read(config.certificate()).certificates().toArray(X509Certificate[]::new);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NONE);
            store.setKeyEntry("server", PemFile.read(config.key()).privateKey(), NONE, chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, NONE);
            return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IOException("the key of " + config.key() + " does not go with " + config.certificate(), e);
        }
    }

    /** Files that are half written, or do not go together yet, leave everything as it was. */
    private synchronized X509ExtendedKeyManager current() {
        try {
            FileTime now = changed();
            if (!now.equals(changed)) {
                current = read();
                changed = now;
            }
        } catch (IOException | RuntimeException e) {
            System.getLogger(PemKeys.class.getName())
                    .log(System.Logger.Level.WARNING, "the new certificate cannot be used yet: " + e.getMessage());
        }
        return current;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return current().chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return current().chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return current().getServerAliases(keyType, issuers);
    }

    @Override
    public synchronized X509Certificate @Nullable [] getCertificateChain(String alias) {
        return current.getCertificateChain(alias);
    }

    @Override
    public synchronized @Nullable PrivateKey getPrivateKey(String alias) {
        return current.getPrivateKey(alias);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
