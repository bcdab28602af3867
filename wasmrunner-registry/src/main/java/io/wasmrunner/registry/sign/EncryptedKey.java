package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.pem.PemFile;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/** Keys under a passphrase: PKCS #8 with PBES2 (RFC 8018), which OpenSSL reads and writes too. */
final class EncryptedKey {
    private static final String ALGORITHM = "PBEWithHmacSHA256AndAES_256";
    private static final int ITERATIONS = 600_000;
    private static final int SALT = 16;

    /** A file that asks for more is made to keep somebody busy. */
    private static final int MOST_ITERATIONS = 20_000_000;

    private EncryptedKey() {}

    static byte[] encrypt(byte[] pkcs8, char[] passphrase) {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT];
        byte[] iv = new byte[SALT];
        random.nextBytes(salt);
        random.nextBytes(iv);
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    key(ALGORITHM, passphrase),
                    new PBEParameterSpec(salt, ITERATIONS, new IvParameterSpec(iv)));
            // The same parameters under the name that has an object identifier.
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
            return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(pkcs8)).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** @throws RegistryException {@link RegistryError#DENIED} for a wrong passphrase */
    static byte[] decrypt(byte[] der, char[] passphrase, PemFile file) {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            AlgorithmParameters parameters = info.getAlgParameters();
            if (parameters == null) {
                throw file.wrong("it is not encrypted with PBES2");
            }
            int iterations = parameters.getParameterSpec(PBEParameterSpec.class).getIterationCount();
            if (iterations > MOST_ITERATIONS) {
                throw file.wrong("it asks for " + iterations + " iterations; the most is " + MOST_ITERATIONS);
            }
            String algorithm = parameters.toString();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key(algorithm, passphrase), parameters);
            return info.getKeySpec(cipher).getEncoded();
        } catch (IOException e) {
            throw file.wrong("it is not PKCS #8");
        } catch (GeneralSecurityException e) {
            throw new RegistryException(
                    RegistryError.DENIED, "cannot use the key " + file + ": the passphrase is wrong", e);
        }
    }

    private static SecretKey key(String algorithm, char[] passphrase) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(passphrase);
        try {
            return SecretKeyFactory.getInstance(algorithm).generateSecret(spec);
        } finally {
            spec.clearPassword();
        }
    }
}
