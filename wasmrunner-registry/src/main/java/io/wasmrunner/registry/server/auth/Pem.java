package io.wasmrunner.registry.server.auth;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Keys and certificates in PEM files (RFC 7468). */
public final class Pem {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC");

    private Pem() {}

    /** @throws RegistryException {@link RegistryError#INVALID} when the file has no PKCS #8 key, RSA or EC, without a password */
    public static PrivateKey privateKey(Path file) throws IOException {
        String text = text(file);
        List<byte[]> keys = sections(text, "PRIVATE KEY");
        if (keys.isEmpty()) {
            throw wrong(
                    file,
                    text.contains("PRIVATE KEY")
                            ? "its key is not PKCS #8 without a password; convert it with openssl pkcs8 -topk8 -nocrypt"
                            : "it has no BEGIN PRIVATE KEY");
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(keys.getFirst()));
            } catch (GeneralSecurityException _) {
                // the next one, perhaps
            }
        }
        throw wrong(file, "its key is neither RSA nor EC");
    }

    /** Of the key that stands there, or of the first certificate. */
    public static PublicKey publicKey(Path file) throws IOException {
        String text = text(file);
        List<byte[]> keys = sections(text, "PUBLIC KEY");
        if (keys.isEmpty()) {
            return certificates(file).getFirst().getPublicKey();
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(keys.getFirst()));
            } catch (GeneralSecurityException _) {
                // the next one, perhaps
            }
        }
        throw wrong(file, "its key is neither RSA nor EC");
    }

    /** In the order of the file; at least one. */
    public static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] section : sections(text(file), "CERTIFICATE")) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(section)));
            }
        } catch (GeneralSecurityException e) {
            throw wrong(file, "a certificate in it cannot be read");
        }
        if (certificates.isEmpty()) {
            throw wrong(file, "it has no BEGIN CERTIFICATE");
        }
        return certificates;
    }

    static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new RegistryException(
                    RegistryError.HOST,
                    "cannot read " + file + ": " + e.getClass().getSimpleName() + "; is it there?",
                    e);
        }
    }

    /** What stands between BEGIN and END, for each of them. */
    static List<byte[]> sections(String text, String label) {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        List<byte[]> sections = new ArrayList<>();
        int at = text.indexOf(begin);
        while (at >= 0) {
            int stop = text.indexOf(end, at);
            if (stop < 0) {
                return sections;
            }
            sections.add(Base64.getMimeDecoder().decode(text.substring(at + begin.length(), stop)));
            at = text.indexOf(begin, stop);
        }
        return sections;
    }

    private static RegistryException wrong(Path file, String why) {
        return new RegistryException(RegistryError.INVALID, "cannot use " + file + ": " + why);
    }
}
