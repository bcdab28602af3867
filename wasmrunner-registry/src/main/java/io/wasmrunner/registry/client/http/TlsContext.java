package io.wasmrunner.registry.client.http;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.pem.PemFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The JDK's TLS, set up as somebody wants it. */
final class TlsContext {
    private static final ConcurrentMap<TlsSettings, SSLContext> MADE = new ConcurrentHashMap<>();

    private TlsContext() {}

    static SSLContext of(TlsSettings settings) {
        return MADE.computeIfAbsent(settings, TlsContext::make);
    }

    private static SSLContext make(TlsSettings settings) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(settings), trust(settings), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new RegistryException(RegistryError.HOST, "cannot set up TLS: " + e.getMessage(), e);
        }
    }

    private static TrustManager @Nullable [] trust(TlsSettings settings) throws GeneralSecurityException, IOException {
        if (!settings.verify()) {
            return new TrustManager[] {new TrustAll()};
        }
        if (settings.authorities().isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        TrustManagerFactory standard = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        standard.init((KeyStore) null);
        int count = 0;
        for (TrustManager manager : standard.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                for (X509Certificate certificate : x509.getAcceptedIssuers()) {
                    store.setCertificateEntry("ca" + count++, certificate);
                }
            }
        }
        for (Path file : settings.authorities()) {
            for (X509Certificate certificate : PemFile.read(file).certificates()) {
                store.setCertificateEntry("ca" + count++, certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(TlsSettings settings) throws GeneralSecurityException, IOException {
        if (settings.identity().isEmpty()) {
            return null;
        }
        TlsSettings.Identity identity = settings.identity().get();
        KeyStore store = empty();
        char[] none = new char[0];
        store.setKeyEntry(
                "client",
                PemFile.read(identity.key()).privateKey(),
                none,
                PemFile.read(identity.certificate()).certificates().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, none);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
