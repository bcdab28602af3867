package io.wasmrunner.registry.server.tls;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.pem.PemFile;
import io.wasmrunner.registry.server.config.TlsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** How the server encrypts: TLS 1.2 and 1.3. */
public final class ServerTls {
    private ServerTls() {}

    /** @throws RegistryException when a file cannot be used */
    public static Tls of(TlsConfig config) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new PemKeys(config)}, trust(config.clients()), null);
            return Tls.builder()
                    .sslContext(context)
                    .clientAuth(config.clients().isPresent() ? TlsClientAuth.REQUIRED : TlsClientAuth.NONE)
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot encrypt with " + config.certificate() + ": " + e.getMessage() + "; check the files of tls",
                    e);
        }
    }

    private static TrustManager @Nullable [] trust(Optional<Path> clients)
            throws GeneralSecurityException, IOException {
        if (clients.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        int number = 0;
        for (X509Certificate certificate : PemFile.read(clients.get()).certificates()) {
            store.setCertificateEntry("client-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }
}
