package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.pem.PemBlock;
import io.wasmrunner.registry.pem.PemFile;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import java.util.function.Supplier;

/** The secret half of a key, which signs. */
public final class SigningKey {
    private static final String PLAIN = PemFile.PRIVATE_KEY;
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    private final KeyKind kind;
    private final PrivateKey key;

    private SigningKey(KeyKind kind, PrivateKey key) {
        this.kind = kind;
        this.key = key;
    }

    /**
     * Makes a new key, and writes both halves: the secret one readable for its owner only.
     *
     * @param passphrase to encrypt the secret half with (PBES2, AES-256); empty for none
     * @return the public half
     * @throws RegistryException {@link RegistryError#CONFLICT} when one of the files is there
     */
    public static VerificationKey generate(KeyKind kind, Path secret, Path open, Optional<char[]> passphrase) {
        KeyPair pair = pair(kind);
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        String pem = passphrase
                .map(words -> PemBlock.write(ENCRYPTED, EncryptedKey.encrypt(pkcs8, words)))
                .orElseGet(() -> PemBlock.write(PLAIN, pkcs8));
        VerificationKey key = new VerificationKey(kind, pair.getPublic(), String.valueOf(open.getFileName()));
        KeyFiles.create(secret, pem, "rw-------");
        KeyFiles.create(open, key.pem(), "rw-r--r--");
        return key;
    }

    private static KeyPair pair(KeyKind kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.keys());
            if (kind == KeyKind.P256) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + kind.keys(), e);
        }
    }

    /**
     * Reads a key in PEM: PKCS #8, encrypted or not.
     *
     * @param passphrase asked only for an encrypted one
     * @throws RegistryException {@link RegistryError#DENIED} for a wrong passphrase
     */
    public static SigningKey read(Path file, Supplier<char[]> passphrase) {
        PemFile pem = PemFile.read(file);
        PemBlock block = pem.first();
        byte[] der = pem.der(block);
        byte[] pkcs8 = switch (block.label()) {
            case PLAIN -> der;
            case ENCRYPTED -> EncryptedKey.decrypt(der, passphrase.get(), pem);
            case "ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY" ->
                throw pem.wrong("it is in cosign's own format, which is not read; make one with key generate");
            default -> throw pem.wrong("it holds a " + block.label() + "; it must be PKCS #8: openssl pkcs8 -topk8");
        };
        for (KeyKind kind : KeyKind.values()) {
            try {
                PrivateKey key = KeyFactory.getInstance(kind.keys()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
                if (kind == KeyKind.P256 && !isP256(key)) {
                    throw pem.wrong("its curve is not P-256");
                }
                return new SigningKey(kind, key);
            } catch (InvalidKeySpecException _) {
                // The next kind may be the one.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has " + kind.keys(), e);
            }
        }
        throw pem.wrong("it is neither ECDSA P-256 nor Ed25519");
    }

    private static boolean isP256(PrivateKey key) {
        return key instanceof java.security.interfaces.ECPrivateKey ec
                && String.valueOf(ec.getParams()).contains("secp256r1")
                && ec.getS().compareTo(BigInteger.ZERO) > 0;
    }

    public KeyKind kind() {
        return kind;
    }

    /** Signs; ECDSA signatures are in ASN.1, as cosign has them. */
    public byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(kind.signatures());
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + kind.signatures(), e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + kind + "]";
    }
}
