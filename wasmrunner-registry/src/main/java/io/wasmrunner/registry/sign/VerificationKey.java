package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.pem.PemBlock;
import io.wasmrunner.registry.pem.PemFile;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * The public half of a key, which tells whether a signature is of the other half.
 *
 * @param name what people call it: the name of its file
 */
public record VerificationKey(KeyKind kind, PublicKey key, String name) {
    private static final int ED25519_BYTES = 32;

    /**
     * Reads a key in PEM ({@code openssl pkey -pubout}, {@code cosign.pub}).
     *
     * @throws RegistryException when it is none, or of a kind that does not sign here
     */
    public static VerificationKey read(Path file) {
        PemFile pem = PemFile.read(file);
        PemBlock block = pem.first();
        if (!block.label().equals(PemFile.PUBLIC_KEY)) {
            throw pem.wrong("it holds a " + block.label() + ", not a " + PemFile.PUBLIC_KEY);
        }
        byte[] der = pem.der(block);
        String name = String.valueOf(file.getFileName());
        for (KeyKind kind : KeyKind.values()) {
            try {
                PublicKey key = KeyFactory.getInstance(kind.keys()).generatePublic(new X509EncodedKeySpec(der));
                if (kind == KeyKind.P256 && !isP256(key)) {
                    throw pem.wrong("its curve is not P-256");
                }
                return new VerificationKey(kind, key, name);
            } catch (InvalidKeySpecException _) {
                // The next kind may be the one.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has " + kind.keys(), e);
            }
        }
        throw pem.wrong("it is neither ECDSA P-256 nor Ed25519");
    }

    private static boolean isP256(PublicKey key) {
        return key instanceof ECPublicKey ec && String.valueOf(ec.getParams()).contains("secp256r1");
    }

    /** Whether somebody who has the other half signed this. */
    public boolean verifies(byte[] content, byte[] signature) {
        try {
            Signature check = Signature.getInstance(kind.signatures());
            check.initVerify(key);
            check.update(content);
            return check.verify(signature);
        } catch (SignatureException _) {
            // It is not even the form of one.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + kind.signatures(), e);
        }
    }

    /** What it is told apart by: the SHA-256 of its SubjectPublicKeyInfo. */
    public Digest id() {
        return Digest.of(key.getEncoded());
    }

    /** As a file holds it. */
    public String pem() {
        return PemBlock.write(PemFile.PUBLIC_KEY, key.getEncoded());
    }

    /** The 32 bytes that RFC 8032 has for a public key. */
    byte[] raw() {
        if (kind != KeyKind.ED25519) {
            throw new IllegalStateException("only Ed25519 keys have a raw form");
        }
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
    }
}
