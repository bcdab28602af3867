package io.wasmrunner.registry.pem;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/** A file with keys and certificates. What it lacks is a {@link RegistryError#USAGE} that names the file. */
public final class PemFile {
    public static final String PRIVATE_KEY = "PRIVATE KEY";
    public static final String PUBLIC_KEY = "PUBLIC KEY";

    private static final String CERTIFICATE = "CERTIFICATE";

    /** Bytes; all authorities that a system trusts have a tenth of it. */
    private static final int LARGEST = 1 << 22;

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private final Path file;
    private final List<PemBlock> blocks;

    private PemFile(Path file, List<PemBlock> blocks) {
        this.file = file;
        this.blocks = blocks;
    }

    /** @throws RegistryException {@link RegistryError#NOT_FOUND} or {@link RegistryError#HOST} when it cannot be read */
    public static PemFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            PemFile pem = new PemFile(file, PemBlock.all(new String(bytes, StandardCharsets.US_ASCII)));
            if (bytes.length > LARGEST) {
                throw pem.wrong("it is larger than 4 MiB");
            }
            return pem;
        } catch (NoSuchFileException e) {
            throw new RegistryException(RegistryError.NOT_FOUND, "cannot read " + file + ": there is no such file", e);
        } catch (IOException e) {
            throw new RegistryException(
                    RegistryError.HOST,
                    "cannot read " + file + ": " + e.getClass().getSimpleName(),
                    e);
        }
    }

    /** Where a file has one only. */
    public PemBlock first() {
        if (blocks.isEmpty()) {
            throw wrong("it is not PEM");
        }
        return blocks.getFirst();
    }

    /** What a block of it encodes. */
    public byte[] der(PemBlock block) {
        try {
            return block.der();
        } catch (IllegalArgumentException _) {
            throw wrong("it is not base64");
        }
    }

    /** What the blocks with a label encode, in order. */
    public List<byte[]> all(String label) {
        return blocks.stream()
                .filter(block -> block.label().equals(label))
                .map(this::der)
                .toList();
    }

    /** Its key, of RSA, EC or EdDSA, in PKCS #8 without a password. */
    public PrivateKey privateKey() {
        List<byte[]> keys = all(PRIVATE_KEY);
        if (keys.isEmpty()) {
            throw wrong("it has no PKCS #8 key without a password; openssl pkcs8 -topk8 -nocrypt makes one");
        }
        return key(factory -> factory.generatePrivate(new PKCS8EncodedKeySpec(keys.getFirst())));
    }

    /** The key that stands there, or that of the first certificate. */
    public PublicKey publicKey() {
        List<byte[]> keys = all(PUBLIC_KEY);
        return keys.isEmpty()
                ? certificates().getFirst().getPublicKey()
                : key(factory -> factory.generatePublic(new X509EncodedKeySpec(keys.getFirst())));
    }

    private interface Reading<T> {
        T with(KeyFactory factory) throws InvalidKeySpecException;
    }

    private <T> T key(Reading<T> reading) {
        for (String algorithm : ALGORITHMS) {
            try {
                return reading.with(KeyFactory.getInstance(algorithm));
            } catch (InvalidKeySpecException _) {
                // The next one may be it.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has " + algorithm, e);
            }
        }
        throw wrong("its key is none of RSA, EC and EdDSA");
    }

    /** In the order of the file; at least one. */
    public List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] der : all(CERTIFICATE)) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            }
        } catch (CertificateException _) {
            throw wrong("a certificate in it cannot be read");
        }
        if (certificates.isEmpty()) {
            throw wrong("it has no BEGIN CERTIFICATE");
        }
        return certificates;
    }

    /** What is thrown when it cannot be used. */
    public RegistryException wrong(String why) {
        return new RegistryException(RegistryError.USAGE, "cannot use " + file + ": " + why);
    }

    /** Where it is. */
    @Override
    public String toString() {
        return file.toString();
    }
}
