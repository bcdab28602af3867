package io.wasmrunner.registry.client.http;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
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
    private static final int LARGEST_KEY = 1 << 16;

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
            for (Certificate certificate : certificates(file)) {
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
                key(identity.key()),
                none,
                certificates(identity.certificate()).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, none);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) {
                throw unusable(file, "it holds no certificate in PEM", null);
            }
            return all;
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static PrivateKey key(Path file) {
        byte[] der;
        try (InputStream in = Files.newInputStream(file)) {
            String pem = new String(in.readNBytes(LARGEST_KEY), java.nio.charset.StandardCharsets.US_ASCII);
            String begin = "-----BEGIN PRIVATE KEY-----";
            int start = pem.indexOf(begin);
            int end = pem.indexOf("-----END PRIVATE KEY-----");
            if (start < 0 || end < start) {
                throw unusable(file, "it must be PKCS #8 without a passphrase: openssl pkcs8 -topk8 -nocrypt", null);
            }
            der = Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, "it cannot be read: " + e.getClass().getSimpleName(), e);
        }
        for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException _) {
                // The next algorithm may be the one.
            } catch (GeneralSecurityException e) {
                throw unusable(file, "it cannot be read: " + e.getClass().getSimpleName(), e);
            }
        }
        throw unusable(file, "it is no key of RSA, EC or EdDSA", null);
    }

    private static RegistryException unusable(Path file, String why, @Nullable Exception cause) {
        String message = "cannot use " + file + ": " + why;
        return cause == null
                ? new RegistryException(RegistryError.USAGE, message)
                : new RegistryException(RegistryError.USAGE, message, cause);
    }
}
